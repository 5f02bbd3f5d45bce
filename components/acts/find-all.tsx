'use client';

import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

type FindAllProps = {
  isDisabled: boolean;
  /** False when the text stands nowhere. */
  onFind: (needle: string) => boolean;
};

/** Takes every place of a text that is typed. */
export function FindAll({ isDisabled, onFind }: FindAllProps) {
  const [needle, setNeedle] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const find = () => {
    if (needle === '') return;
    const isFound = onFind(needle);
    setIsMissing(!isFound);
    if (isFound) setNeedle('');
  };
  return (
    <div className="flex items-start gap-2">
      <Field
        label="Find all of"
        className="grow"
        error={isMissing ? 'The text does not hold this, written exactly so.' : null}
      >
        {(control) => (
          <Input
            {...control}
            className="font-mono"
            autoComplete="off"
            spellCheck={false}
            disabled={isDisabled}
            value={needle}
            onChange={(event) => {
              setNeedle(event.target.value);
              setIsMissing(false);
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              find();
            }}
          />
        )}
      </Field>
      <Button className="mt-6" onClick={find} disabled={isDisabled || needle === ''}>
        Take all
      </Button>
    </div>
  );
}
