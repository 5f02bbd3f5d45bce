import { endpoint, handle } from '@/lib/http/endpoint';
import { retrieveImport } from '@/lib/transfer/read';
import { retrieveImportOperation } from '@/lib/transfer/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(retrieveImportOperation, ({ actor, params }) => retrieveImport(actor, params.import_id)),
);
