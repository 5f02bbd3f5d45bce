'use client';

import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { maxPasswordCharacters, minPasswordCharacters } from '@/lib/workspaces/person-fields';

type NewPasswordFieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | null;
};

/** What is wrong with a password as a new one; null when nothing is. */
export function findPasswordFault(value: string): string | null {
  return value.length >= minPasswordCharacters ? null : `Use ${minPasswordCharacters} characters or more.`;
}

/** Where a new password is typed, which can be looked at while it is. */
export function NewPasswordField({ label, value, onChange, error = null }: NewPasswordFieldProps) {
  const [isShown, setIsShown] = useState(false);
  return (
    <Field
      label={label}
      hint={`${minPasswordCharacters} characters or more. A few words that belong to nothing are good.`}
      error={error}
    >
      {(control) => (
        <div className="flex gap-2">
          <Input
            {...control}
            type={isShown ? 'text' : 'password'}
            autoComplete="new-password"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={maxPasswordCharacters}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <Button aria-pressed={isShown} onClick={() => setIsShown(!isShown)}>
            {isShown ? 'Hide' : 'Show'}
          </Button>
        </div>
      )}
    </Field>
  );
}
