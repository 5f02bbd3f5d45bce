import { Skeleton } from '@/components/ui/skeleton';

const widths = ['w-2/3', 'w-1/2', 'w-3/4', 'w-1/3', 'w-3/5', 'w-2/3', 'w-1/4', 'w-1/2', 'w-2/3', 'w-2/5'];

/** Holds the place of a difference while it is found. */
export function DiffSkeleton() {
  return (
    <div aria-busy className="min-h-80 grow bg-raised px-4 py-1">
      <output className="sr-only">Comparing</output>
      {widths.map((width, index) => (
        <div key={index} className="flex h-5 items-center">
          <Skeleton className={`h-3 ${width}`} />
        </div>
      ))}
    </div>
  );
}
