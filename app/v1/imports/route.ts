import { endpoint, handle } from '@/lib/http/endpoint';
import { listImports } from '@/lib/transfer/read';
import { listImportsOperation } from '@/lib/transfer/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listImportsOperation, ({ actor, query }) => listImports(actor, query)),
);
