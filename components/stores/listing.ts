import type { StoreListing } from '@/lib/stores/queries';
import type { StoreOrder } from '@/lib/stores/schema';

type Direction = StoreListing['direction'];
type State = StoreListing['state'];

/** What can be sorted by, as people call it, and the way round that they mean first. */
export const orders: Record<StoreOrder, { name: string; natural: Direction }> = {
  name: { name: 'Name', natural: 'asc' },
  size: { name: 'Size', natural: 'desc' },
  reads: { name: 'Reads this week', natural: 'desc' },
  last_write: { name: 'Last write', natural: 'desc' },
  created: { name: 'Created', natural: 'desc' },
};

export const states: Record<State, string> = { active: 'Active', archived: 'Archived', all: 'All' };

const defaultOrder: StoreOrder = 'last_write';
const defaultState: State = 'active';

function isOrder(value: string | null): value is StoreOrder {
  return value !== null && Object.hasOwn(orders, value);
}

function isState(value: string | null): value is State {
  return value !== null && Object.hasOwn(states, value);
}

/** Reads the address of the list; what it does not know there is as if it were absent. */
export function readListing(params: URLSearchParams): Omit<StoreListing, 'query'> {
  const sort = params.get('sort');
  const state = params.get('state');
  const direction = params.get('direction');
  const order = isOrder(sort) ? sort : defaultOrder;
  return {
    order,
    direction: direction === 'asc' || direction === 'desc' ? direction : orders[order].natural,
    state: isState(state) ? state : defaultState,
  };
}

/** The address of a list, as short as it can be. */
export function writeListing({ order, direction, state }: Omit<StoreListing, 'query'>): string {
  const params = new URLSearchParams({
    ...(order !== defaultOrder && { sort: order }),
    ...(direction !== orders[order].natural && { direction }),
    ...(state !== defaultState && { state }),
  });
  return params.size > 0 ? `?${params}` : '';
}

/** Sorting by what it is sorted by already turns it round. */
export function sortBy<Listing extends Omit<StoreListing, 'query'>>(
  listing: Listing,
  order: StoreOrder,
): Listing {
  const { natural } = orders[order];
  if (listing.order !== order) return { ...listing, order, direction: natural };
  return { ...listing, direction: listing.direction === 'asc' ? 'desc' : 'asc' };
}
