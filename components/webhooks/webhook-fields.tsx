'use client';

import { useId } from 'react';

import { Field } from '@/components/ui/field';
import { Checkbox, Input } from '@/components/ui/input';
import { eventFamilies } from '@/lib/webhooks/events';
import type { WebhookWords } from '@/lib/webhooks/queries';

import { describeFamily } from './delivery-words';

type WebhookFieldsProps = {
  words: WebhookWords;
  onChange: (words: WebhookWords) => void;
  /** Complaints are shown once somebody tried. */
  wasSent: boolean;
};

export function isComplete({ url, event_types: types }: WebhookWords): boolean {
  return /^https?:\/\/\S+$/.test(url.trim()) && types.length > 0;
}

/** Where events go, and which. Single events that a program chose stay in the list. */
export function WebhookFields({ words, onChange, wasSent }: WebhookFieldsProps) {
  const id = useId();
  const isAddress = isComplete({ ...words, event_types: ['any'] });
  const others = words.event_types.filter((type) => !eventFamilies.some((family) => family === type));
  const toggle = (type: string, isChosen: boolean) => {
    const kept = words.event_types.filter((each) => each !== type);
    onChange({ ...words, event_types: isChosen ? [...kept, type] : kept });
  };
  return (
    <>
      <Field
        label="Address"
        hint="It is sent a POST with ids, never with a text. Names are resolved each time, and only the open internet is reached."
        error={wasSent && !isAddress ? 'An address begins with https://' : null}
      >
        {(control) => (
          <Input
            {...control}
            type="url"
            data-first-focus
            placeholder="https://hooks.example.org/palimpsest"
            autoComplete="off"
            spellCheck={false}
            maxLength={2048}
            value={words.url}
            onChange={(event) => onChange({ ...words, url: event.target.value })}
          />
        )}
      </Field>
      <fieldset className="grid gap-1">
        <legend className="mb-1 font-medium">Events</legend>
        {[...eventFamilies, ...others].map((type) => (
          <div key={type} className="flex min-h-8 items-center gap-3">
            <Checkbox
              id={`${id}-${type}`}
              checked={words.event_types.includes(type)}
              onChange={(event) => toggle(type, event.target.checked)}
            />
            <label htmlFor={`${id}-${type}`}>
              {describeFamily(type)} <code className="text-small text-soft">{type}</code>
            </label>
          </div>
        ))}
        {wasSent && words.event_types.length === 0 && (
          <p role="alert" className="text-small text-danger">
            Choose at least one.
          </p>
        )}
      </fieldset>
    </>
  );
}
