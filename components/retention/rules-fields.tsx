import { useId } from 'react';
import type { ReactNode } from 'react';

import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

import type { Draft, Faults } from './rules';

type RulesFieldsProps = {
  draft: Draft;
  faults: Faults;
  onChange: (part: Partial<Draft>) => void;
};

/** How long versions and deleted memories are kept. */
export function RulesFields({ draft, faults, onChange }: RulesFieldsProps) {
  return (
    <div className="grid gap-6">
      <KeepOrRemove
        legend="Earlier versions of a memory"
        keep="Keep all of them"
        remove="Remove old ones"
        removes={draft.removesVersions}
        onChange={(removesVersions) => onChange({ removesVersions })}
      >
        <Days
          label="Older than"
          unit="days"
          value={draft.versionDays}
          error={faults.versionDays}
          onChange={(versionDays) => onChange({ versionDays })}
        />
        <Days
          label="But keep the newest"
          unit="of each memory"
          value={draft.keepNewest}
          error={faults.keepNewest}
          onChange={(keepNewest) => onChange({ keepNewest })}
        />
      </KeepOrRemove>
      <KeepOrRemove
        legend="Deleted memories"
        keep="Keep them in the history"
        remove="Remove them with their history"
        removes={draft.removesDeleted}
        onChange={(removesDeleted) => onChange({ removesDeleted })}
      >
        <Days
          label="After"
          unit="days"
          value={draft.deletedDays}
          error={faults.deletedDays}
          onChange={(deletedDays) => onChange({ deletedDays })}
        />
      </KeepOrRemove>
    </div>
  );
}

type KeepOrRemoveProps = {
  legend: string;
  keep: string;
  remove: string;
  removes: boolean;
  onChange: (removes: boolean) => void;
  children: ReactNode;
};

function KeepOrRemove({ legend, keep, remove, removes, onChange, children }: KeepOrRemoveProps) {
  const name = useId();
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium">{legend}</legend>
      {[false, true].map((each) => (
        <label key={String(each)} className="flex items-center gap-2.5">
          <input
            type="radio"
            name={name}
            checked={removes === each}
            onChange={() => onChange(each)}
            className="size-4 accent-accent"
          />
          {each ? remove : keep}
        </label>
      ))}
      {removes && <div className="flex flex-wrap gap-x-6 gap-y-3 pl-6.5">{children}</div>}
    </fieldset>
  );
}

type DaysProps = {
  label: string;
  unit: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
};

function Days({ label, unit, value, error, onChange }: DaysProps) {
  return (
    <Field label={label} error={error ?? null}>
      {(control) => (
        <span className="flex items-center gap-2">
          <Input
            {...control}
            inputMode="numeric"
            autoComplete="off"
            maxLength={6}
            className="w-24 tabular-nums"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          {unit}
        </span>
      )}
    </Field>
  );
}
