import { formatCount } from '@/components/ui/bytes';

import type { Picked } from './compared';
import type { Versions } from './use-memory';

function hint(picked: Picked, versions: Versions): string {
  if (picked.length === 0) return 'Tick two to compare';
  const numbers = picked.map(
    (id) => versions.loaded.find((version) => version.id === id)?.governance?.number ?? '…',
  );
  if (picked.length === 1) return `Version ${numbers[0]} ticked; tick another to compare`;
  return `Comparing versions ${numbers.join(' and ')}`;
}

/** How many versions there are, and how far a comparison has come. */
export function PickedHint({ picked, versions }: { picked: Picked; versions: Versions }) {
  return (
    <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-3 border-b border-line px-3">
      <h2 className="font-semibold">
        Versions <span className="font-normal text-soft">{formatCount(versions.count)}</span>
      </h2>
      <output className="text-small text-soft">{hint(picked, versions)}</output>
    </div>
  );
}
