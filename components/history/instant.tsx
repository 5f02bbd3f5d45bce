'use client';

import { useSyncExternalStore } from 'react';

import { Input } from '@/components/ui/input';
import { fromLocalInput, toLocalInput } from '@/lib/history/local-instant';

const never = () => () => undefined;

/** False while the server draws, which does not know the zone of whoever looks. */
export function useInBrowser(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

const exact = { dateStyle: 'medium', timeStyle: 'medium' } as const;

/** An exact instant in the zone of whoever looks. */
export function Instant({ value }: { value: string }) {
  const zone = useInBrowser() ? {} : { timeZone: 'UTC' };
  return (
    <time dateTime={value} title={value} className="whitespace-nowrap">
      {new Date(value).toLocaleString('en', { ...exact, ...zone })}
    </time>
  );
}

type InstantInputProps = {
  /** Ties it to its label. */
  id: string;
  /** RFC 3339; null when there is none. */
  value: string | null;
  onChange: (instant: string | null) => void;
};

/** Picks an instant in the zone of whoever looks. */
export function InstantInput({ id, value, onChange }: InstantInputProps) {
  const shown = useInBrowser() ? toLocalInput(value) : '';
  return (
    <Input
      key={shown}
      id={id}
      type="datetime-local"
      step={1}
      defaultValue={shown}
      onBlur={(event) => {
        if (event.target.value !== shown) onChange(fromLocalInput(event.target.value));
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
      className="min-[900px]:w-56"
    />
  );
}
