import { classNames } from '@/components/ui/class-names';
import type { MapMark } from '@/lib/history/change-map';

const colours = { added: 'bg-added', removed: 'bg-removed', changed: 'bg-changed' } as const;

type DiffMapProps = {
  marks: readonly MapMark[];
  current: number | null;
  onJump: (change: number) => void;
};

function nearest(marks: readonly MapMark[], share: number): MapMark | undefined {
  const distance = ({ start, length }: MapMark) => Math.abs(start + length / 2 - share);
  return marks.toSorted((one, other) => distance(one) - distance(other))[0];
}

/** Where in the whole text the changes are. For the pointer; with the keyboard, `n` and `p` lead from change to change. */
export function DiffMap({ marks, current, onJump }: DiffMapProps) {
  const here = marks.findLast(({ change }) => current !== null && change <= current);
  return (
    <div
      aria-hidden
      title="Where the changes are"
      onPointerDown={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const mark = nearest(marks, (event.clientY - box.top) / box.height);
        if (mark) onJump(mark.change);
      }}
      className="relative w-3 shrink-0 cursor-pointer border-l border-line bg-sunken"
    >
      {marks.map((mark) => (
        <span
          key={mark.change}
          style={{ top: `${mark.start * 100}%`, height: `max(2px, ${mark.length * 100}%)` }}
          className={classNames(
            'absolute',
            mark === here ? 'inset-x-0 outline outline-accent' : 'inset-x-0.5',
            colours[mark.kind],
          )}
        />
      ))}
    </div>
  );
}
