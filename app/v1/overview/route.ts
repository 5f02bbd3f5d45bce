import { endpoint, handle } from '@/lib/http/endpoint';
import { retrieveOverview } from '@/lib/overview/read';
import { retrieveOverviewOperation } from '@/lib/overview/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(retrieveOverviewOperation, ({ actor }) => retrieveOverview(actor)),
);
