import { unknownMethod } from '@/lib/http/endpoint';
import { buildOpenApi } from '@/lib/http/openapi';

import { operations } from '../operations';

const document = buildOpenApi(operations);

export function GET(): Response {
  return Response.json(document);
}

const refuse = unknownMethod(['GET']);
export {
  refuse as DELETE,
  refuse as HEAD,
  refuse as OPTIONS,
  refuse as PATCH,
  refuse as POST,
  refuse as PUT,
};
