import type { ReactNode } from 'react';

/** A small name above what it names. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid">
      <dt className="text-small text-soft">{name}</dt>
      <dd className="flex min-h-6 items-center">{children}</dd>
    </div>
  );
}
