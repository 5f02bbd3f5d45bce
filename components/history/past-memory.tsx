'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';

import { ActorLabel } from '@/components/actors/actor-label';
import { DiffSkeleton } from '@/components/diff/diff-skeleton';
import { GoneSide } from '@/components/diff/gone-sides';
import { Failure } from '@/components/shell/failure';
import { useWorkspaceId } from '@/components/shell/workspace';
import { VisibleText } from '@/components/text/visible-text';
import { buttonClass } from '@/components/ui/button';
import { Bytes } from '@/components/ui/bytes';
import { CopyHash } from '@/components/ui/copy';
import { versionQuery } from '@/lib/versions/queries';
import type { VersionResource } from '@/lib/versions/schema';

import { Instant } from './instant';

type PastMemoryProps = { storeId: string; versionId: string };

/** What one memory was then: its text, who had written it, and the way to what became of it. */
export function PastMemory({ storeId, versionId }: PastMemoryProps) {
  const workspaceId = useWorkspaceId();
  const query = useQuery(versionQuery({ workspaceId, storeId }, versionId));
  if (query.isError) {
    return <Failure what="this version" error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (!query.data) return <DiffSkeleton />;
  const version = query.data;
  const memory = `/w/${workspaceId}/stores/${storeId}/memories/${version.memory_id}`;
  return (
    <article aria-label="The memory then" className="grid">
      <PastFacts version={version} />
      <div className="flex flex-wrap gap-2 px-4 pb-3">
        <Link href={`${memory}?view=diff&from=${version.id}`} className={buttonClass()}>
          What changed since
        </Link>
        <Link href={`${memory}?version=${version.id}`} className={buttonClass()}>
          Open in its timeline
        </Link>
      </div>
      {version.redacted_at === null ? (
        <pre className="border-t border-line bg-raised p-4 text-small leading-5 [overflow-wrap:anywhere] whitespace-pre-wrap">
          <VisibleText text={version.content ?? ''} />
        </pre>
      ) : (
        <div className="p-4">
          <GoneSide version={version} none="" />
        </div>
      )}
    </article>
  );
}

function PastFacts({ version }: { version: VersionResource }) {
  return (
    <div className="grid gap-1 p-4">
      <h2 className="text-lead font-semibold [overflow-wrap:anywhere]">
        {version.path === null ? 'path redacted' : <VisibleText text={version.path} />}
      </h2>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-soft">
        <ActorLabel actor={version.created_by} />
        <span>
          {version.operation} <Instant value={version.created_at} />
        </span>
        {version.content_size_bytes !== null && <Bytes value={version.content_size_bytes} />}
        {version.content_sha256 !== null && <CopyHash hash={version.content_sha256} />}
      </div>
    </div>
  );
}
