import fc from 'fast-check';

import { operations } from '@/app/v1/operations';

export type Malformed = {
  method: string;
  /** With names such as `{memory_id}` for ids of things that exist. */
  path: string;
  headers: Record<string, string>;
  body: Buffer | null;
};

/** Stands for the operator's key, so that a printed counterexample holds no secret. */
export const keyPlaceholder = 'KEY';

const oddSegments = [
  '%',
  '%zz',
  '%00',
  '%2e%2e',
  '..',
  '.',
  '%c3%28',
  '%ed%a0%80',
  '%f0%9f%98%80',
  '%0d%0aset-cookie:%20x',
  "'%20OR%201=1--",
  '%24%7B7*7%7D',
  '__proto__',
  'constructor',
  '[memory_id]',
  '%5Bmemory_id%5D',
  'a'.repeat(2000),
  '-1',
  'null',
  '*',
  '\\',
  'mem_01',
  'memstore_01ZZZZZZZZZZZZZZZZZZZZZZ',
];
const segment = fc.oneof(
  fc.constantFrom(...oddSegments),
  fc
    .string({ maxLength: 30 })
    .map((text) => encodeURIComponent(text.replaceAll(/[\ud800-\udfff]/g, '')) || 'x'),
);

const fieldNames = [
  'path',
  'content',
  'name',
  'description',
  'metadata',
  'precondition',
  'agent',
  'environment_id',
  'resources',
  'scopes',
  'kind',
  'reasons',
  'reason',
  'expires_at',
  'initial_events',
  '__proto__',
  'constructor',
  'toString',
];
const oddValue = fc.oneof(
  fc.anything({ maxDepth: 3, withNullPrototype: false }).map((value) => {
    try {
      return JSON.stringify(value) ?? 'null';
    } catch {
      return '[1e999]';
    }
  }),
  fc.constantFrom(
    '1e999',
    '-1e-999',
    '123456789012345678901234567890',
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"\\u0000"',
    '{"__proto__":{"x":1}}',
    '[[[[[[]]]]]]',
    '{"type":"content_sha256","content_sha256":"zz"}',
    '"/../../etc/passwd"',
    '"\\u202e/path"',
    '[{"type":"memory_store","memory_store_id":{}}]',
    '[{"type":"file"}]',
    'true',
  ),
);
const member = fc
  .tuple(fc.constantFrom(...fieldNames), oddValue)
  .map(([name, value]) => `"${name}":${value}`);
const objectText = fc.array(member, { maxLength: 5 }).map((members) => `{${members.join(',')}}`);
const body = fc.oneof(
  { weight: 6, arbitrary: objectText.map((text) => Buffer.from(text)) },
  {
    weight: 2,
    arbitrary: fc.tuple(objectText, fc.nat(40)).map(([text, cut]) => Buffer.from(text.slice(0, cut))),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('[', '{"a":', '[{"x":', '{"metadata":{"k":')
      .map((unit) => Buffer.from(unit.repeat(3000))),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('', 'null', '[]', '""', '0', '\ufeff{}', '{}{}')
      .map((text) => Buffer.from(text)),
  },
);

const queryName = fc.constantFrom(
  'limit',
  'page',
  'view',
  'depth',
  'path_prefix',
  'include',
  'order',
  'at',
  'operation',
  'memory_id',
  'created_at[gte]',
  'created_at%5Blte%5D',
  'statuses[]',
  'expected_content_sha256',
  'include_archived',
  '__proto__',
  'x',
);
const queryValue = fc.oneof(
  fc.constantFrom(
    '%',
    '%zz',
    '%00',
    '%ed%a0%80',
    '-1',
    '1e3',
    'NaN',
    '0',
    '999999999999',
    'page_',
    'page_AAAA',
    '2026-13-45T99:99:99Z',
    '/../',
    'full&view=basic',
    '',
  ),
  fc.string({ maxLength: 20 }).map((text) => encodeURIComponent(text.replaceAll(/[\ud800-\udfff]/g, ''))),
);
const search = fc
  .array(fc.tuple(queryName, queryValue), { maxLength: 4 })
  .map((pairs) =>
    pairs.length === 0 ? '' : `?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`,
  );

const credential = fc.constantFrom(
  { authorization: `Bearer ${keyPlaceholder}` },
  { authorization: `Bearer ${keyPlaceholder}` },
  { 'x-api-key': keyPlaceholder },
  { authorization: 'Bearer \u00ff\u00fe' },
  { authorization: 'Basic x', cookie: 'palimpsest.session=a.b.c; =; x' },
  {},
);
const oddHeader = fc.constantFrom<Record<string, string>>(
  {},
  {},
  { 'anthropic-beta': 'managed-agents-2026-04-01,agent-memory-2026-07-22' },
  { 'anthropic-workspace-id': '\u00ff' },
  { 'content-type': 'multipart/form-data; boundary=' },
  { 'content-encoding': 'gzip' },
  { expect: '100-continue' },
  { expect: 'the unexpected' },
  { range: 'bytes=0-', 'if-none-match': '*' },
  { 'x-palimpsest-request-id': 'forged' },
  { 'next-action': 'x', rsc: '1', 'next-router-state-tree': '%5B' },
  { 'x-middleware-subrequest': 'middleware', 'x-http-method-override': 'DELETE' },
  { upgrade: 'websocket', connection: 'Upgrade' },
  { 'accept-encoding': '\u00e9', accept: '*'.repeat(2000) },
  { host: 'evil.example:99999' },
);
const oddMethods = ['GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS', 'PROPFIND', 'TRACE', 'LOCK', 'QUERY'];
const templates = [...operations.map((operation) => operation.path), '/v1/nothing', '/v1'];
const route = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .constantFrom(...operations)
      .map(({ method, path }) => ({ method: String(method), template: path })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ method: fc.constantFrom(...oddMethods), template: fc.constantFrom(...templates) }),
  },
);

/** Where everything would be gone after the first request that gets through. */
const destructive = new Set([
  'DELETE /v1/memory_stores/{memory_store_id}',
  'POST /v1/memory_stores/{memory_store_id}/archive',
]);

/** Some names stay as they are, for ids of things that exist. */
function mutate(template: string, segments: readonly (string | null)[], isReal: boolean): string {
  let index = 0;
  return template.replaceAll(/\{[a-z_]+\}/g, (name) => {
    const odd = segments[index++ % segments.length];
    return odd ?? (isReal ? name : 'x');
  });
}

/** Requests aimed at real routes with something wrong about them. A few may turn out right by chance. */
export const malformed: fc.Arbitrary<Malformed> = fc
  .record({
    route,
    segments: fc.array(fc.option(segment, { freq: 1 }), { minLength: 2, maxLength: 2 }),
    search,
    credential,
    oddHeader,
    hasBeta: fc.integer({ min: 0, max: 9 }).map((dice) => dice > 0),
    body: fc.option(body),
  })
  .map(
    ({
      route: { method, template },
      segments,
      search: query,
      credential: who,
      oddHeader: odd,
      hasBeta,
      ...rest
    }) => ({
      ...rest,
      method,
      path: mutate(template, segments, !destructive.has(`${method} ${template}`)) + query,
      headers: { ...(hasBeta && { 'anthropic-beta': 'agent-memory-2026-07-22' }), ...who, ...odd },
    }),
  );
