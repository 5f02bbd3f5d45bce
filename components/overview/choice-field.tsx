'use client';

import { useUrlState } from '@/components/history/url-state';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/input';

type ChoiceFieldProps = {
  label: string;
  /** In the address. */
  name: string;
  /** What stands for each value; the empty one for nothing in the address. */
  choices: Readonly<Record<string, string>>;
};

/** Narrows the list; the address says to what, so that it can be shared. */
export function ChoiceField({ label, name, choices }: ChoiceFieldProps) {
  const { params, go } = useUrlState();
  return (
    <Field label={label} className="max-[899px]:grow">
      {(control) => (
        <Select
          {...control}
          value={params.get(name) ?? ''}
          onChange={({ target }) => go({ [name]: target.value })}
        >
          {Object.entries(choices).map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
