import type { ReactNode } from 'react';

import { Failure } from '@/components/shell/failure';
import { SkeletonRows } from '@/components/ui/skeleton';

type TitledProps = {
  id: string;
  title: string;
  /** Leads to all of it. */
  more?: ReactNode;
  children: ReactNode;
};

/** A part of a page under a heading of its own. */
export function TitledSection({ id, title, more, children }: TitledProps) {
  return (
    <section aria-labelledby={id} className="min-w-0">
      <header className="flex min-h-8 items-center justify-between gap-4 border-b border-line-strong">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {more}
      </header>
      {children}
    </section>
  );
}

type SectionProps = TitledProps & {
  /** What to call it when it cannot be loaded. */
  what: string;
  query: { isPending: boolean; error: Error | null; refetch: () => unknown };
  rowCount: number;
  /** Said in its place when there is nothing. */
  empty: string | null;
};

/** A short list of the overview, in each of its states. */
export function Section({ id, title, more, what, query, rowCount, empty, children }: SectionProps) {
  return (
    <TitledSection id={id} title={title} more={more}>
      <SectionBody {...{ what, query, rowCount, empty }}>{children}</SectionBody>
    </TitledSection>
  );
}

type BodyProps = Pick<SectionProps, 'what' | 'query' | 'rowCount' | 'empty' | 'children'>;

function SectionBody({ what, query, rowCount, empty, children }: BodyProps) {
  if (query.isPending) return <SkeletonRows count={rowCount} label={`Loading ${what}`} />;
  if (query.error) return <Failure what={what} error={query.error} onRetry={() => void query.refetch()} />;
  if (empty !== null) return <p className="py-3 text-soft">{empty}</p>;
  return <ul>{children}</ul>;
}
