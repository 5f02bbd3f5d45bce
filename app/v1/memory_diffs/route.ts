import { diffStores } from '@/lib/history/diff-stores';
import { diffVersions } from '@/lib/history/diff-versions';
import { diffMemoriesOperation } from '@/lib/history/schema';
import { endpoint, handle } from '@/lib/http/endpoint';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(diffMemoriesOperation, ({ actor, body }) =>
    body.type === 'memory_versions' ? diffVersions(actor, body) : diffStores(actor, body),
  ),
);
