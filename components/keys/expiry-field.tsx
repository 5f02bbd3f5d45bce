import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/input';

import { expiryDays } from './expiry';
import type { Expiry } from './expiry';

type ExpiryFieldProps = {
  value: Expiry;
  onChange: (expiry: Expiry) => void;
  /** Of a key that has an end already. */
  kept?: string;
};

/** When the key stops opening anything, by itself. */
export function ExpiryField({ value, onChange, kept }: ExpiryFieldProps) {
  return (
    <Field
      label="Expires"
      hint="From then on it is refused like a key that never was. You can change this later."
    >
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value as Expiry)}>
          {kept !== undefined && <option value="kept">As it is: {kept}</option>}
          <option value="never">Never</option>
          {expiryDays.map((days) => (
            <option key={days} value={days}>
              {days === '365' ? 'In a year' : `In ${days} days`}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
