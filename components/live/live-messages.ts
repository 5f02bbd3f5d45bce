import type { ChangeResource } from '@/lib/live/schema';

import type { LiveState } from './live-state';

/** What a page says to whoever keeps the connection: again and again, since a page that ends need not say so. */
export type FromPage =
  | { type: 'here'; workspaceId: string; personId: string; after: string }
  | { type: 'bye' };

/** `cursor` is where to go on behind the changes. After a gap anything may have changed. */
export type ToPage =
  | { type: 'state'; state: Exclude<LiveState, 'starting'> }
  | { type: 'changes'; changes: readonly ChangeResource[]; cursor: string }
  | { type: 'gap' };
