import { Skeleton } from '@/components/ui/skeleton';

const rows = 8;

export function HitSkeletons() {
  return (
    <div aria-busy>
      <output className="sr-only">Searching</output>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="grid content-center gap-2 border-b border-line px-4 py-3">
          <Skeleton className={index % 3 === 0 ? 'h-4 w-1/3' : 'h-4 w-1/2'} />
          <Skeleton className="h-4 w-5/6" />
        </div>
      ))}
    </div>
  );
}
