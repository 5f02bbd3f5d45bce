import { FileX } from 'lucide-react';

import { ActorLabel } from '@/components/actors/actor-label';
import { VisibleText } from '@/components/text/visible-text';
import { Badge } from '@/components/ui/badge';
import { Time } from '@/components/ui/time';
import type { VersionResource } from '@/lib/versions/schema';

/** A deleted memory is gone for agents; its history is not. */
export function DeletedHeader({ versions }: { versions: readonly VersionResource[] }) {
  const [newest] = versions;
  const path = versions.find((version) => version.path !== null)?.path ?? '';
  return (
    <section aria-label="About this memory" className="grid gap-2 px-4 pt-4 pb-3">
      <p className="text-title font-semibold [overflow-wrap:anywhere]">
        <VisibleText text={path.slice(path.lastIndexOf('/') + 1) || 'A memory without a path'} />
      </p>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone="removed" icon={FileX}>
          Deleted
        </Badge>
        {newest && (
          <span className="flex flex-wrap items-center gap-x-1.5 text-soft">
            This memory was deleted <Time value={newest.created_at} isInSentence /> by{' '}
            <ActorLabel actor={newest.created_by} />
          </span>
        )}
      </div>
      <p className="text-soft">
        Agents cannot find it. Choose a version to read it, and restore it to bring the memory back.
      </p>
    </section>
  );
}
