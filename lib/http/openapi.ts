import { z } from 'zod';

import { memoryBetas } from './beta';
import type { Operation } from './contract';

type Json = Record<string, unknown>;

function toSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  return rest as Json;
}

function toParameters(schema: z.ZodType, place: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = toSchema(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: value,
  }));
}

const betaHeader = {
  name: 'anthropic-beta',
  in: 'header',
  required: true,
  schema: { type: 'string', enum: [...memoryBetas] },
};

const errorContent = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } };

function describeContent(
  schema: z.ZodType,
  io: 'input' | 'output',
  files: readonly string[] | undefined,
): Json {
  if (!files) return { 'application/json': { schema: toSchema(schema, io) } };
  return Object.fromEntries(files.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));
}

function describeAnswer({ response, download, events }: Operation): Json {
  if (events) return { 'text/event-stream': { schema: toSchema(events, 'output') } };
  return describeContent(response, 'output', download);
}

function describeOperation(operation: Operation): Json {
  const parameters = [
    ...toParameters(operation.params, 'path'),
    ...toParameters(operation.query, 'query'),
    ...(operation.wantsMemoryBeta ? [betaHeader] : []),
  ];
  const body = {
    required: !operation.isBodyOptional,
    content: describeContent(operation.body, 'input', operation.upload),
  };
  return {
    operationId: operation.id,
    summary: operation.summary,
    parameters,
    ...(operation.isOpen && { security: [] }),
    ...(operation.method === 'POST' && { requestBody: body }),
    responses: {
      200: {
        description: 'Done',
        content: describeAnswer(operation),
      },
      '4XX': { description: 'Refused; nothing was changed', content: errorContent },
      '5XX': { description: 'Failed; the request id finds it in the log', content: errorContent },
    },
  };
}

const errorSchema = {
  type: 'object',
  required: ['type', 'error', 'request_id'],
  properties: {
    type: { const: 'error' },
    error: {
      type: 'object',
      required: ['type', 'message'],
      properties: {
        type: { type: 'string' },
        message: { type: 'string' },
        details: { type: 'object', properties: { error_code: { type: 'string' } } },
        conflicting_path: { type: 'string' },
        conflicting_memory_id: { type: 'string' },
      },
    },
    request_id: { type: ['string', 'null'] },
  },
};

/** The OpenAPI 3.1 document of the given operations. */
export function buildOpenApi(operations: readonly Operation[]): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: describeOperation(operation),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Palimpsest',
      version: '1',
      description: 'The memory-store API, and beside it what governing memory needs.',
    },
    security: [{ bearer: [] }, { apiKey: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
      },
      schemas: { Error: errorSchema },
    },
  };
}
