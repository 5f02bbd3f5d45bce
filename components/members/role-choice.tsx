import { useId } from 'react';

import { roles } from '@/lib/auth/actor';
import type { Role } from '@/lib/auth/actor';

import { roleWords } from './role-words';

type RoleChoiceProps = { value: Role; onChange: (role: Role) => void; isFirstFocus?: boolean };

/** One of the roles, each with what it lets somebody do. */
export function RoleChoice({ value, onChange, isFirstFocus = false }: RoleChoiceProps) {
  const id = useId();
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium">Role</legend>
      {roles.map((role) => (
        <div key={role} className="grid grid-cols-[16px_minmax(0,1fr)] items-start gap-x-2.5">
          <input
            id={`${id}-${role}`}
            type="radio"
            name={id}
            checked={role === value}
            onChange={() => onChange(role)}
            aria-describedby={`${id}-${role}-may`}
            data-first-focus={(isFirstFocus && role === value) || undefined}
            className="mt-0.5 size-4 accent-accent"
          />
          <label htmlFor={`${id}-${role}`}>{roleWords[role].name}</label>
          <p id={`${id}-${role}-may`} className="col-start-2 text-small text-soft">
            {roleWords[role].may}
          </p>
        </div>
      ))}
    </fieldset>
  );
}
