'use client';

import { X } from 'lucide-react';

import { describeActor } from '@/components/actors/actor-label';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/input';
import type { ActorResource } from '@/lib/auth/schema';

import { InstantInput } from './instant';
import { useUrlState } from './url-state';

/** The names of the filters in the address. */
export const filterNames = ['operation', 'session', 'key', 'memory', 'from', 'until'] as const;

type TimelineFiltersProps = {
  /** Sessions and API keys that are known to have written here. */
  actors: readonly ActorResource[];
};

function valueOf(actor: ActorResource): string | null {
  if (actor.type === 'session_actor') return `session ${actor.session_id}`;
  return actor.type === 'api_actor' ? `key ${actor.api_key_id}` : null;
}

function namedActor(params: URLSearchParams): ActorResource | null {
  const [session, key] = [params.get('session'), params.get('key')];
  if (session) return { type: 'session_actor', session_id: session };
  return key ? { type: 'api_actor', api_key_id: key } : null;
}

/** Narrows the timeline. The address says to what, so that it can be shared. */
export function TimelineFilters({ actors }: TimelineFiltersProps) {
  const { params, go } = useUrlState();
  const named = namedActor(params);
  const choices = new Map([...actors, ...(named ? [named] : [])].map((actor) => [valueOf(actor), actor]));
  const isFiltered = filterNames.some((name) => params.has(name));
  return (
    <form
      aria-label="Filters"
      onSubmit={(event) => event.preventDefault()}
      className="flex flex-wrap items-end gap-x-4 gap-y-2 p-4"
    >
      <Field label="Did" className="max-[899px]:grow">
        {({ id }) => (
          <Select
            id={id}
            value={params.get('operation') ?? ''}
            onChange={(event) => go({ operation: event.target.value })}
          >
            <option value="">anything</option>
            <option value="created">created</option>
            <option value="modified">modified</option>
            <option value="deleted">deleted</option>
          </Select>
        )}
      </Field>
      <Field label="Who" className="max-[899px]:grow">
        {({ id }) => (
          <Select
            id={id}
            value={named ? (valueOf(named) ?? '') : ''}
            onChange={(event) => {
              const [kind, actorId = ''] = event.target.value.split(' ');
              go({ session: kind === 'session' ? actorId : null, key: kind === 'key' ? actorId : null });
            }}
          >
            <option value="">anybody</option>
            {[...choices].map(([value, actor]) => (
              <option key={value} value={value ?? ''}>
                {describeActor(actor)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="From" className="max-[899px]:w-full">
        {({ id }) => <InstantInput id={id} value={params.get('from')} onChange={(from) => go({ from })} />}
      </Field>
      <Field label="Until" className="max-[899px]:w-full">
        {({ id }) => <InstantInput id={id} value={params.get('until')} onChange={(until) => go({ until })} />}
      </Field>
      {params.has('memory') && (
        <Button onClick={() => go({ memory: null })}>
          One memory <X aria-hidden size={14} />
        </Button>
      )}
      {isFiltered && (
        <Button look="quiet" onClick={() => go(Object.fromEntries(filterNames.map((name) => [name, null])))}>
          Clear filters
        </Button>
      )}
    </form>
  );
}
