import { Hourglass } from 'lucide-react';

/** Says when what is shown cannot be everything: retention removed versions that were heads then. */
export function MissingHistory({ isMissing }: { isMissing: boolean }) {
  if (!isMissing) return null;
  return (
    <output className="mx-4 mb-3 flex items-start gap-2 rounded-control bg-withheld-soft px-3 py-2">
      <Hourglass aria-hidden size={16} className="mt-0.5 shrink-0 text-withheld" />
      Retention has removed versions from before this time. What some memories were then is not known any
      more, and they are left out.
    </output>
  );
}
