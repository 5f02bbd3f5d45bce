import type { ReactNode } from 'react';

type EntranceProps = { title: string; lead: ReactNode; children?: ReactNode; foot?: ReactNode };

/** A page outside every workspace: a mark, a title, and the one thing to do. */
export function Entrance({ title, lead, children, foot }: EntranceProps) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-[408px] content-center gap-8 px-6 py-12">
      <header className="grid gap-2">
        <p className="flex items-center gap-2 text-soft">
          <Mark />
          Palimpsest
        </p>
        <h1 className="text-display font-semibold tracking-tight">{title}</h1>
        <p className="text-lead text-soft">{lead}</p>
      </header>
      {children}
      {foot !== undefined && (
        <footer className="border-t border-line pt-4 text-small text-soft">{foot}</footer>
      )}
    </main>
  );
}

/** The page's icon without its tile. */
function Mark() {
  return (
    <svg aria-hidden viewBox="0 0 20 20" width={20} height={20} strokeWidth={2.5} strokeLinecap="round">
      <path className="stroke-line-strong" d="M3 5h14M3 15h14" />
      <path className="stroke-accent" d="M3 10h9" />
    </svg>
  );
}
