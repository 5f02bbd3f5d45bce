import { Skeleton, SkeletonRows } from '@/components/ui/skeleton';

const rowCount = 8;

/** Holds the place of a store's page, or of what looks back at the store, while it is read. */
export function OverviewSkeleton() {
  return (
    <>
      <div className="flex h-12 items-center border-b border-line px-4">
        <Skeleton className="h-3 w-40" />
      </div>
      <main id="page" className="grid max-w-[1040px] gap-8 p-4 min-[900px]:p-6">
        <Skeleton className="h-4 w-1/2" />
        <div className="flex flex-wrap gap-10">
          <Skeleton className="h-11 w-20" />
          <Skeleton className="h-11 w-20" />
          <Skeleton className="h-11 w-20" />
        </div>
        <SkeletonRows count={rowCount} label="Loading the store" />
      </main>
    </>
  );
}
