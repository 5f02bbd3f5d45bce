import { UnfoldVertical } from 'lucide-react';

type DiffFoldProps = { count: number; line: number; onUnfold: () => void };

/** Stands for unchanged lines; a press shows them. */
export function DiffFold({ count, line, onUnfold }: DiffFoldProps) {
  const lines = count.toLocaleString('en');
  return (
    <button
      type="button"
      onClick={onUnfold}
      className="flex h-8 w-full items-center gap-2 border-y border-line bg-sunken px-3 font-sans text-small text-soft hover:text-ink focus-visible:-outline-offset-2"
    >
      <UnfoldVertical aria-hidden size={14} strokeWidth={1.75} />
      Show {lines} unchanged {count === 1 ? 'line' : 'lines'}
      <span>from line {line.toLocaleString('en')}</span>
    </button>
  );
}
