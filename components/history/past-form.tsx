'use client';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';

import { InstantInput } from './instant';

const hourMs = 3_600_000;
const presets = [
  ['An hour ago', hourMs],
  ['Yesterday', 24 * hourMs],
  ['A week ago', 168 * hourMs],
] as const;

type PastFormProps = { at: string | null; onPick: (at: string | null) => void };

/** Picks the instant at which the store is shown. */
export function PastForm({ at, onPick }: PastFormProps) {
  return (
    <form
      aria-label="When"
      onSubmit={(event) => event.preventDefault()}
      className="flex flex-wrap items-end gap-x-4 gap-y-2 p-4"
    >
      <Field label="The store as it was on" className="max-[899px]:w-full">
        {({ id }) => <InstantInput id={id} value={at} onChange={onPick} />}
      </Field>
      <div className="flex flex-wrap gap-2">
        {presets.map(([name, agoMs]) => (
          <Button key={name} onClick={() => onPick(new Date(Date.now() - agoMs).toISOString())}>
            {name}
          </Button>
        ))}
      </div>
    </form>
  );
}
