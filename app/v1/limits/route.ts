import { endpoint, handle } from '@/lib/http/endpoint';
import { retrieveLimitsOperation } from '@/lib/stores/limits';
import { retrieveLimits } from '@/lib/stores/retrieve-limits';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(retrieveLimitsOperation, ({ actor }) => retrieveLimits(actor)),
);
