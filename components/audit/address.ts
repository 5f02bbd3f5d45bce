import { z } from 'zod';

import type { TrailFilter } from '@/lib/audit/queries';
import { actionNames } from '@/lib/audit/schema';
import { parseInstant } from '@/lib/clock/instant';

/** The names of the filters in the address, and in the API. */
const names = {
  action: 'action',
  actor: 'actor_id',
  target: 'target_id',
  session: 'session_id',
  store: 'memory_store_id',
  parent: 'parent_id',
  from: 'from',
  until: 'until',
} as const satisfies Record<string, keyof TrailFilter>;
export type FilterName = keyof typeof names;
export const filterNames = Object.keys(names) as FilterName[];

const action = z.enum(actionNames);

/** What is no action or no time narrows nothing: an old or mistyped address still shows the trail. */
function isUsable(name: FilterName, value: string): boolean {
  if (name === 'action') return action.safeParse(value).success;
  if (name === 'from' || name === 'until') return parseInstant(value) !== null;
  return value !== '' && value.length <= 64;
}

/** What the address of the trail asks for. */
export function readTrailFilter(params: { get: (name: string) => string | null }): TrailFilter {
  return Object.fromEntries(
    filterNames.flatMap((name) => {
      const value = params.get(name);
      return value !== null && isUsable(name, value) ? [[names[name], value]] : [];
    }),
  );
}
