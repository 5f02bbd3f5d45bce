import type { Metadata } from 'next';
import { notFound } from 'next/navigation';

import { MemoryForbidden } from '@/components/memories/memory-forbidden';
import { MemoryView } from '@/components/memories/memory-view';
import { Hydrate } from '@/components/shell/hydrate';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { AppError } from '@/lib/errors/app-error';
import { listTimeline } from '@/lib/history/list-timeline';
import { memoryTimelineQuery, sizesQuery } from '@/lib/history/memory-queries';
import { readSizes } from '@/lib/history/read-sizes';
import { memoryQuery } from '@/lib/memories/queries';
import { retrieveMemory } from '@/lib/memories/read';
import { versionQuery } from '@/lib/versions/queries';
import { retrieveVersion } from '@/lib/versions/read';

type PageProps = {
  params: Promise<{ workspace_id: string; memory_store_id: string; memory_id: string }>;
  searchParams: Promise<{ version?: string | string[] }>;
};

// A path can say more than the tab of a browser should show to a passer-by.
export const metadata: Metadata = { title: 'Memory' };

const include = 'governance';
const versionsAPage = 100;

function isRefused(error: unknown, code: 'not_found' | 'forbidden'): boolean {
  return error instanceof AppError && error.code === code;
}

/** Null where there is none. Anything else that goes wrong is thrown. */
async function orNull<Resource>(reading: Promise<Resource>): Promise<Resource | null> {
  return reading.catch((error: unknown) => {
    if (isRefused(error, 'not_found')) return null;
    throw error;
  });
}

async function readPage({ params, searchParams }: PageProps) {
  const { workspace_id: workspaceId, memory_store_id: storeId, memory_id: memoryId } = await params;
  const { version: asked } = await searchParams;
  const actor = await requirePageActor(workspaceId);
  const target = { storeId, memoryId };
  const [memory, newest, sizes, version] = await Promise.all([
    orNull(retrieveMemory(actor, target, { view: 'full', include })),
    listTimeline(actor, target, { limit: versionsAPage }),
    readSizes(actor, target),
    typeof asked === 'string'
      ? orNull(retrieveVersion(actor, storeId, asked, { view: 'full', include }))
      : null,
  ]);
  const isFar = version?.memory_id === memoryId && newest.data.every(({ id }) => id !== version.id);
  const startAt = isFar ? version.id : null;
  const timeline = isFar
    ? await listTimeline(actor, target, { limit: versionsAPage, start_at: version.id })
    : newest;
  return { ref: { workspaceId, storeId, memoryId }, memory, timeline, startAt, sizes, version };
}

export default async function MemoryPage(props: PageProps) {
  const read = await readPage(props).catch((error: unknown) => {
    if (isRefused(error, 'forbidden')) return null;
    if (isRefused(error, 'not_found')) notFound();
    throw error;
  });
  if (!read) return <MemoryForbidden />;
  const { ref, memory, timeline, startAt, sizes, version } = read;
  const { queryKey, initialPageParam } = memoryTimelineQuery(ref, startAt);
  const known = [
    [queryKey, { pages: [timeline], pageParams: [initialPageParam] }],
    [sizesQuery(ref).queryKey, sizes],
    ...(memory ? [[memoryQuery(ref).queryKey, memory] as const] : []),
    ...(version ? [[versionQuery(ref, version.id).queryKey, version] as const] : []),
  ] as const;
  return (
    <Hydrate data={known}>
      <MemoryView
        // Another memory is another page: nothing of the last one's state is kept.
        key={ref.memoryId}
        storeId={ref.storeId}
        memoryId={ref.memoryId}
        startAt={startAt}
      />
    </Hydrate>
  );
}
