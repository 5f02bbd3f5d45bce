import { actorTypes } from '@/lib/auth/actor';
import type { ActorType } from '@/lib/auth/actor';
import type { MemorySearch } from '@/lib/search/queries';
import type { SearchState } from '@/lib/search/schema';

export type Searched = 'heads' | 'history';
export type Order = 'relevance' | 'recent';

/** What the address of the search page asks for. */
export type SearchAddress = {
  text: string;
  /** Only memories below this path. */
  under: string;
  searched: Searched;
  store: string | null;
  state: SearchState | null;
  by: { type: ActorType; id: string } | null;
  from: string | null;
  until: string | null;
  order: Order;
};

export const stateNames: Record<SearchState, string> = {
  served: 'served to agents',
  archived: 'archived',
  quarantined: 'quarantined',
  restricted: 'withheld',
  locked: 'locked',
};

export const noFilter = {
  under: '',
  store: null,
  state: null,
  by: null,
  from: null,
  until: null,
} as const satisfies Partial<SearchAddress>;

export function isState(value: string | null): value is SearchState {
  return value !== null && Object.hasOwn(stateNames, value);
}

function readActor(value: string | null): SearchAddress['by'] {
  const [kind, ...rest] = (value ?? '').split(':');
  const type = actorTypes.find((each) => each === kind);
  return type && rest.length > 0 ? { type, id: rest.join(':') } : null;
}

export function writeActor({ type, id }: NonNullable<SearchAddress['by']>): string {
  return `${type}:${id}`;
}

/** Reads an address. What was typed stands in the fragment, which is never sent to a server. */
export function readSearchAddress(query: URLSearchParams, fragment: URLSearchParams): SearchAddress {
  const state = query.get('state');
  return {
    text: fragment.get('q') ?? '',
    under: fragment.get('under') ?? '',
    searched: query.get('in') === 'history' ? 'history' : 'heads',
    store: query.get('store'),
    state: isState(state) ? state : null,
    by: readActor(query.get('by')),
    from: query.get('from'),
    until: query.get('until'),
    order: query.get('order') === 'recent' ? 'recent' : 'relevance',
  };
}

/** The query and fragment of an address, as short as they can be. */
export function writeSearchAddress(address: SearchAddress): string {
  const { text, under, searched, store, state, by, from, until, order } = address;
  const query = new URLSearchParams({
    ...(searched === 'history' && { in: searched }),
    ...(store && { store }),
    ...(state && searched === 'heads' && { state }),
    ...(by && { by: writeActor(by) }),
    ...(from && { from }),
    ...(until && { until }),
    ...(order === 'recent' && { order }),
  });
  const fragment = new URLSearchParams({ ...(text && { q: text }), ...(under && { under }) });
  return (query.size > 0 ? `?${query}` : '') + (fragment.size > 0 ? `#${fragment}` : '');
}

/** A folder as the API wants it, whichever slashes somebody typed. */
export function toPrefix(under: string): string {
  const inner = under.trim().replace(/^\/+|\/+$/g, '');
  return inner === '' ? '/' : `/${inner}/`;
}

export function toSearch(address: SearchAddress): MemorySearch {
  const { text, under, searched, store, state, by, from, until, order } = address;
  return {
    query: text.trim(),
    in: searched,
    order,
    path_prefix: toPrefix(under),
    ...(store && { memory_store_ids: [store] }),
    ...(state && searched === 'heads' && { state }),
    ...(by && { actor: by }),
    updated_at: { ...(from && { gte: from }), ...(until && { lte: until }) },
  };
}
