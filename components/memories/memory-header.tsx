import { Check, EyeOff, Lock } from 'lucide-react';

import { ActorLabel } from '@/components/actors/actor-label';
import { VisibleText } from '@/components/text/visible-text';
import { Badge } from '@/components/ui/badge';
import { Bytes } from '@/components/ui/bytes';
import { CopyHash } from '@/components/ui/copy';
import { Time } from '@/components/ui/time';
import type { MemoryResource } from '@/lib/memories/schema';
import type { VersionResource } from '@/lib/versions/schema';

import { Fact } from './fact';
import { describeState } from './memory-state';
import type { MemoryState } from './memory-state';
import { ReadersFact } from './readers-fact';
import { WritersFact } from './writers-fact';

function iconOf({ word, tone }: MemoryState) {
  if (word === 'Locked') return Lock;
  return tone === 'added' ? Check : EyeOff;
}

function StateLine({ state }: { state: MemoryState }) {
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <Badge tone={state.tone} icon={iconOf(state)}>
        {state.word}
      </Badge>
      <span className="text-soft">
        {state.sentence}
        {state.since !== null && (
          <>
            {' '}
            Since <Time value={state.since} />.
          </>
        )}
      </span>
    </li>
  );
}

type MemoryHeaderProps = {
  memory: MemoryResource;
  versions: readonly VersionResource[];
  versionCount: number;
};

/** What the memory is called, what agents may do with it, and the few numbers that matter. */
export function MemoryHeader({ memory, versions, versionCount }: MemoryHeaderProps) {
  const { path, governance } = memory;
  const head = versions.find((version) => version.id === memory.memory_version_id);
  return (
    <section aria-label="About this memory" className="grid gap-3 px-4 pt-4 pb-3">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <p className="text-title font-semibold [overflow-wrap:anywhere]">
          <VisibleText text={path.slice(path.lastIndexOf('/') + 1)} />
        </p>
        {governance && (
          <ul className="grid gap-1 pt-1">
            {describeState(governance).map((state) => (
              <StateLine key={state.word} state={state} />
            ))}
          </ul>
        )}
      </div>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        <Fact name="Size">
          <Bytes value={memory.content_size_bytes} />
        </Fact>
        <Fact name="SHA-256">
          <CopyHash hash={memory.content_sha256} />
        </Fact>
        <Fact name="Last write">
          <span className="inline-flex flex-wrap items-center gap-x-2">
            <Time value={memory.updated_at} />
            {head && <ActorLabel actor={head.created_by} />}
          </span>
        </Fact>
        <Fact name="Created">
          <Time value={memory.created_at} />
        </Fact>
        {governance && <ReadersFact memory={memory} reads={governance.reads} />}
        <WritersFact versions={versions} isAll={versions.length >= versionCount} />
      </dl>
    </section>
  );
}
