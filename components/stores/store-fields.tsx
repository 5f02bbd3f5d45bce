import { Field } from '@/components/ui/field';
import { Input, TextArea } from '@/components/ui/input';

import { MetadataFields } from './metadata-fields';
import type { StoreWordsForm } from './use-store-words';

const maxNameCharacters = 255;
const maxDescriptionCharacters = 1024;

/** Name, description and metadata of a store. */
export function StoreFields({ form }: { form: StoreWordsForm }) {
  return (
    <>
      <Field label="Name" error={form.nameFault}>
        {(control) => (
          <Input
            {...control}
            data-first-focus
            required
            autoComplete="off"
            value={form.name}
            maxLength={maxNameCharacters}
            onChange={(event) => form.setName(event.target.value)}
          />
        )}
      </Field>
      <Field label="Description (optional)" hint="What agents keep here. They are told it with the store.">
        {(control) => (
          <TextArea
            {...control}
            rows={3}
            value={form.description}
            maxLength={maxDescriptionCharacters}
            onChange={(event) => form.setDescription(event.target.value)}
          />
        )}
      </Field>
      <MetadataFields pairs={form.pairs} onChange={form.setPairs} error={form.pairFault} />
    </>
  );
}
