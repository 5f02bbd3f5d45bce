import { Skeleton } from '@/components/ui/skeleton';

const lineWidths = ['w-2/5', 'w-full', 'w-11/12', 'w-full', 'w-3/4', 'w-1/3', 'w-full', 'w-5/6'];

/** As a text begins. */
export function TextSkeleton() {
  return (
    <div aria-busy className="grid max-w-[80ch] gap-3 px-4 py-5">
      <output className="sr-only">Loading the text</output>
      {lineWidths.map((width, index) => (
        <Skeleton key={index} className={`h-3.5 ${width}`} />
      ))}
    </div>
  );
}
