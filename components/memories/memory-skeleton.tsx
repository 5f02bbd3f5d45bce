import { Skeleton, SkeletonRows } from '@/components/ui/skeleton';

import { TextSkeleton } from './text-skeleton';

/** The page of a memory before anything is known of it, in its true proportions. */
export function MemorySkeleton() {
  return (
    <>
      <div className="flex h-12 items-center border-b border-line px-4">
        <Skeleton className="h-4 w-64" />
      </div>
      <main id="page" aria-busy className="@container min-w-0">
        <output className="sr-only">Loading the memory</output>
        <div className="grid gap-3 px-4 pt-4 pb-3">
          <Skeleton className="h-7 w-48" />
          <div className="flex h-10 items-center gap-8">
            <Skeleton className="h-4 w-16" />
            <Skeleton className="h-4 w-24" />
            <Skeleton className="h-4 w-40" />
          </div>
        </div>
        <div className="px-4 pb-3">
          <Skeleton className="h-16" />
        </div>
        <div className="border-t border-line @min-[820px]:grid @min-[820px]:grid-cols-[minmax(0,1fr)_372px]">
          <div className="border-b border-line pt-10">
            <TextSkeleton />
          </div>
          <div className="border-line pt-10 @min-[820px]:border-l">
            <SkeletonRows count={6} label="Loading the versions" />
          </div>
        </div>
      </main>
    </>
  );
}
