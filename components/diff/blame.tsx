'use client';

import { useQuery } from '@tanstack/react-query';
import { TextQuote } from 'lucide-react';

import { Failure } from '@/components/shell/failure';
import { useWorkspaceId } from '@/components/shell/workspace';
import { Notice } from '@/components/ui/notice';
import { blameQuery } from '@/lib/history/queries';

import { BlameLines } from './blame-lines';
import { DiffSkeleton } from './diff-skeleton';

type BlameProps = { storeId: string; memoryId: string };

/** For each line of a memory, the version that introduced it and who wrote that. */
export function Blame({ storeId, memoryId }: BlameProps) {
  const query = useQuery(blameQuery({ workspaceId: useWorkspaceId(), storeId, memoryId }));
  if (query.isError) {
    return <Failure what="who wrote which line" error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (!query.data) return <DiffSkeleton />;
  const { lines, versions } = query.data;
  if (lines.length === 0) return <Notice icon={TextQuote} title="The text is empty" />;
  const isGuessed = lines.some((line) => line.is_approximate);
  return (
    <>
      <p className="px-4 py-3">
        {lines.length.toLocaleString('en')} {lines.length === 1 ? 'line' : 'lines'} from {versions.length}{' '}
        {versions.length === 1 ? 'version' : 'versions'}.
        {isGuessed && ' Lines with ~ may be older: what came before is redacted, removed or too long ago.'}
      </p>
      <BlameLines blame={query.data} />
    </>
  );
}
