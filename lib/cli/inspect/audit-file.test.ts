import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { verifyAuditFile } from './audit-file';

const entry = (number: number) => ({
  kind: 'entry',
  type: 'audit_entry',
  id: `audit_${number}`,
  action: 'memory.archived',
  actor: { type: 'system_actor', system_id: 'test' },
  target: { type: 'memory', id: 'mem_1' },
  memory_store_id: null,
  parent_id: null,
  reason_id: null,
  request_id: null,
  details: {},
  recorded_at: '2026-11-20T09:30:00.000000Z',
});

function makeFile(count: number): Buffer {
  const manifest = {
    kind: 'manifest',
    format: 'palimpsest-audit',
    version: 1,
    workspace_id: 'wrkspc_1',
    as_of: '2026-11-20T09:30:00.000000Z',
    filters: {},
    entry_count: count,
  };
  const lines = [manifest, ...Array.from({ length: count }, (_, number) => entry(number))];
  const body = lines.map((line) => `${canonicalize(line)}\n`).join('');
  const sha256 = createHash('sha256').update(body).digest('hex');
  return Buffer.from(`${body}${canonicalize({ kind: 'end', entry_count: count, sha256 })}\n`);
}

/** In chunks of an uneven size. */
function verify(file: Buffer, size = 7) {
  const pieces = Math.ceil(file.length / size);
  return verifyAuditFile(
    Readable.from(
      Array.from({ length: pieces }, (_, index) => file.subarray(index * size, (index + 1) * size)),
    ),
  );
}

test('a file as it was exported is whole, however it arrives', async () => {
  for (const size of [1, 7, 4096])
    expect(await verify(makeFile(3), size)).toMatchObject({ isWhole: true, entryCount: 3 });
  expect(await verify(makeFile(0))).toMatchObject({ isWhole: true, entryCount: 0 });
});

test('a cut anywhere is noticed', async () => {
  const file = makeFile(3);
  for (let length = 0; length < file.length; length += 1)
    expect((await verify(file.subarray(0, length), 4096)).isWhole, String(length)).toBe(false);
});

test('any changed byte is noticed', async () => {
  const file = makeFile(2);
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const changed = Buffer.from(file);
      changed[at] = (changed[at] ?? 0) ^ change;
      expect((await verify(changed, 4096)).isWhole).toBe(false);
    }),
  );
});

test('a line more, a line less and lines in another order are noticed', async () => {
  const lines = makeFile(3).toString('utf8').trimEnd().split('\n');
  const [manifest = '', first = '', second = '', ...rest] = lines;
  for (const changed of [
    [manifest, second, first, ...rest],
    [manifest, second, ...rest],
    [manifest, first, first, second, ...rest],
    [...lines, first],
    [manifest, ...lines],
    [],
  ])
    expect((await verify(Buffer.from(changed.map((line) => `${line}\n`).join('')))).isWhole).toBe(false);
});
