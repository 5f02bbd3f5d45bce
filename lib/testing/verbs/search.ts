import { searchHistory } from '@/lib/search/search-history';

import { onMemory } from './scenario';
import type { Scenario } from './scenario';

export const searchVerbs: Record<string, Scenario> = {
  'search/search-history': {
    action: 'memory.searched_history',
    prepare: onMemory((actor, _, { content: query }) =>
      searchHistory(actor, {
        query,
        in: 'history',
        path_prefix: '/',
        updated_at: {},
        order: 'relevance',
        limit: 20,
      }),
    ),
  },
};
