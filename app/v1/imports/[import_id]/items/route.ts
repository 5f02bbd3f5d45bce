import { endpoint, handle } from '@/lib/http/endpoint';
import { listImportItems } from '@/lib/transfer/read';
import { listImportItemsOperation } from '@/lib/transfer/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listImportItemsOperation, ({ actor, params, query }) =>
    listImportItems(actor, params.import_id, query),
  ),
);
