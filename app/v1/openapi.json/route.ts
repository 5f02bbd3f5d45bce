import { unknownMethod } from '@/lib/http/endpoint';
import { buildOpenApi } from '@/lib/http/openapi';
import { observeRoute } from '@/lib/telemetry/requests';

import { operations } from '../operations';

const document = buildOpenApi(operations);

const observe = observeRoute('/v1/openapi.json', 'GET');

export function GET(): Response {
  observe(200, 0);
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
