import { useId } from 'react';

import { Checkbox } from '@/components/ui/input';
import type { Scope } from '@/lib/auth/actor';

import { scopeWords } from './key-words';

type ScopeChoiceProps = {
  options: readonly Scope[];
  value: readonly Scope[];
  onChange: (scopes: Scope[]) => void;
  error: string | null;
};

/** What a key may do, of what its kind may hold. */
export function ScopeChoice({ options, value, onChange, error }: ScopeChoiceProps) {
  const id = useId();
  return (
    <fieldset className="grid gap-2" aria-describedby={error === null ? undefined : `${id}-error`}>
      <legend className="mb-1 font-medium">It may</legend>
      {options.map((scope) => (
        <label key={scope} className="grid grid-cols-[16px_minmax(0,1fr)] items-start gap-x-2.5">
          <Checkbox
            className="mt-0.5"
            checked={value.includes(scope)}
            onChange={(event) =>
              onChange(
                options.filter((each) => (each === scope ? event.target.checked : value.includes(each))),
              )
            }
          />
          <span>
            {scopeWords[scope]} <code className="text-small whitespace-nowrap text-soft">{scope}</code>
          </span>
        </label>
      ))}
      {error !== null && (
        <p id={`${id}-error`} role="alert" className="text-small text-danger">
          {error}
        </p>
      )}
    </fieldset>
  );
}
