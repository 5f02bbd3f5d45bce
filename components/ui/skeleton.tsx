import { classNames } from './class-names';

/** Holds the place of what is coming, at its true size. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classNames('block rounded-control bg-sunken', className)} />;
}

type SkeletonRowsProps = { count: number; label: string };

export function SkeletonRows({ count, label }: SkeletonRowsProps) {
  return (
    <div aria-busy>
      <output className="sr-only">{label}</output>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="flex h-8 items-center border-b border-line px-4">
          <Skeleton className={index % 3 === 0 ? 'h-3 w-1/2' : 'h-3 w-2/3'} />
        </div>
      ))}
    </div>
  );
}
