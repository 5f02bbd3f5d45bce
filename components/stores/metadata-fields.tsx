import { Plus, X } from 'lucide-react';

import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';

import { maxKeyCharacters, maxPairs, maxValueCharacters } from './metadata-pairs';
import type { Pair } from './metadata-pairs';

type MetadataFieldsProps = {
  pairs: readonly Pair[];
  onChange: (pairs: Pair[]) => void;
  error: string | null;
};

/** Pairs of words that programs find a store by. */
export function MetadataFields({ pairs, onChange, error }: MetadataFieldsProps) {
  const edit = (id: number, change: Partial<Pair>) =>
    onChange(pairs.map((pair) => (pair.id === id ? { ...pair, ...change } : pair)));
  const nextId = Math.max(-1, ...pairs.map(({ id }) => id)) + 1;
  return (
    <fieldset className="grid gap-2">
      <legend className="font-medium">Metadata (optional)</legend>
      <p className="text-small text-soft">
        Up to {maxPairs} pairs for programs, such as <code>team</code> and <code>support</code>.
      </p>
      {pairs.map(({ id, key, value }, index) => (
        <div key={id} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] gap-2">
          <Input
            aria-label={`Key ${index + 1}`}
            // A pair that was just added is the next to be typed; those from before have keys.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus={key === ''}
            placeholder="key"
            value={key}
            maxLength={maxKeyCharacters}
            onChange={(event) => edit(id, { key: event.target.value })}
          />
          <Input
            aria-label={`Value ${index + 1}`}
            placeholder="value"
            value={value}
            maxLength={maxValueCharacters}
            onChange={(event) => edit(id, { value: event.target.value })}
          />
          <IconButton
            icon={X}
            label={`Remove pair ${index + 1}`}
            onClick={() => onChange(pairs.filter((pair) => pair.id !== id))}
          />
        </div>
      ))}
      {error !== null && (
        <p role="alert" className="text-small text-danger">
          {error}
        </p>
      )}
      {pairs.length < maxPairs && (
        <Button
          look="quiet"
          className="-ml-2 justify-self-start px-2"
          onClick={() => onChange([...pairs, { id: nextId, key: '', value: '' }])}
        >
          <Plus aria-hidden size={16} strokeWidth={1.75} />
          Add a pair
        </Button>
      )}
    </fieldset>
  );
}
