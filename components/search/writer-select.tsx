'use client';

import { useQuery } from '@tanstack/react-query';

import { useViewer } from '@/components/shell/workspace';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/input';
import { sessionSearchQuery } from '@/lib/sessions/queries';

import { writeActor } from './search-address';
import type { SearchAddress } from './search-address';

type By = SearchAddress['by'];
type WriterSelectProps = { by: By; onChange: (by: By) => void };

const newest = { limit: 50 };

/** Who wrote what is looked for: you, one of the newest sessions, or whoever the address names. */
export function WriterSelect({ by, onChange }: WriterSelectProps) {
  const { workspace, person } = useViewer();
  const sessions = useQuery(sessionSearchQuery(workspace.id, newest)).data?.data ?? [];
  const you = { type: 'user_actor', id: person.id } as const;
  const known = sessions.map(({ id, title, agent }) => ({
    actor: { type: 'session_actor', id } as const,
    name: `session …${id.slice(-4)}, ${title ?? agent.id}`,
  }));
  const choices = [{ actor: you, name: 'you' }, ...known];
  const isUnknown = by && choices.every(({ actor }) => writeActor(actor) !== writeActor(by));
  const all = isUnknown ? [...choices, { actor: by, name: `…${by.id.slice(-4)}` }] : choices;
  return (
    <Field label="Written by" className="max-[899px]:w-full min-[900px]:max-w-56">
      {(control) => (
        <Select
          {...control}
          value={by ? writeActor(by) : ''}
          onChange={({ target }) =>
            onChange(all.find(({ actor }) => writeActor(actor) === target.value)?.actor ?? null)
          }
        >
          <option value="">anybody</option>
          {all.map(({ actor, name }) => (
            <option key={writeActor(actor)} value={writeActor(actor)}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
