import { createHash } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMember, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { trailOf } from '@/lib/testing/records';

import { exportEntries } from './export-entries';
import { auditExportLine } from './export-line';
import type { AuditExportLine } from './export-line';
import { listAuditEntries } from './read';
import type { AuditFilter } from './schema';

useDatabase();

let system: Actor;
let auditor: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  auditor = await makeMember(system, 'auditor');
  storeId = (await makeStore(system)).id;
  for (let count = 0; count < 3; count += 1) await makeMemory(system, storeId);
});

async function take(actor: Actor, filter: AuditFilter = {}): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await exportEntries(actor, filter)).chunks) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function parse(file: Buffer): AuditExportLine[] {
  const lines = file.toString('utf8').trimEnd().split('\n');
  return lines.map((line) => auditExportLine.parse(JSON.parse(line)));
}

function split(file: Buffer): { before: Buffer; end: AuditExportLine | undefined } {
  const cut = file.lastIndexOf('\n', file.length - 2) + 1;
  return { before: file.subarray(0, cut), end: parse(file).at(-1) };
}

describe('exportEntries', () => {
  test('holds every entry up to now, oldest first, between a manifest and a hash of all before it', async () => {
    const known = await listAuditEntries(system, { limit: 100, order: 'desc' });
    const file = await take(auditor);
    const lines = parse(file);
    const expected = known.data.toReversed().map((entry) => ({ kind: 'entry', ...entry }));
    expect(lines.slice(1, -1)).toEqual(expected);
    expect(lines[0]).toMatchObject({
      kind: 'manifest',
      format: 'palimpsest-audit',
      workspace_id: system.workspaceId,
      filters: {},
      entry_count: expected.length,
    });
    const { before, end } = split(file);
    const sha256 = createHash('sha256').update(before).digest('hex');
    expect(end).toEqual({ kind: 'end', entry_count: expected.length, sha256 });
  });

  test('writes canonical JSON', async () => {
    for (const line of (await take(auditor)).toString('utf8').trimEnd().split('\n')) {
      const keys = Object.keys(JSON.parse(line) as object);
      expect(keys).toEqual(keys.toSorted());
      expect(JSON.stringify(JSON.parse(line))).toBe(line);
    }
  });

  test('is recorded with its count before the first byte, and does not hold its own entry', async () => {
    const { system: own } = await makeWorkspace();
    const reader = await makeMember(own, 'auditor');
    const { chunks, fileName, contentType } = await exportEntries(reader, {
      action: 'membership.created',
    });
    expect((await trailOf(own, own.workspaceId)).at(-1)).toEqual({
      type: 'audit_entry',
      action: 'audit.exported',
      actor: { type: 'user_actor', user_id: reader.id },
      target: { type: 'workspace', id: own.workspaceId },
      memory_store_id: null,
      parent_id: null,
      reason_id: null,
      request_id: 'req_test',
      details: { entry_count: 1, filters: ['action'] },
    });
    const file: Uint8Array[] = [];
    for await (const chunk of chunks) file.push(chunk);
    expect(parse(Buffer.concat(file)).map((line) => line.kind)).toEqual(['manifest', 'entry', 'end']);
    expect(fileName).toMatch(/^palimpsest-audit-wrkspc_\w+-\d{4}-\d\d-\d\d\.ndjson$/);
    expect(contentType).toBe('application/x-ndjson');
  });

  test('holds what was there when it was asked for, whatever is written while it is taken', async () => {
    const { system: own } = await makeWorkspace();
    for (let count = 0; count < 3; count += 1) await makeStore(own);
    const { chunks } = await exportEntries(own, {});
    await makeStore(own);
    const file: Uint8Array[] = [];
    for await (const chunk of chunks) file.push(chunk);
    expect(parse(Buffer.concat(file))).toHaveLength(1 + 4 + 1);
  });

  test('narrows as the list does, and says in the manifest by what', async () => {
    const lines = parse(await take(auditor, { memory_store_id: storeId, action: 'memory.created' }));
    expect(lines[0]).toMatchObject({
      filters: { memory_store_id: storeId, action: 'memory.created' },
      entry_count: 3,
    });
    expect(lines).toHaveLength(5);
  });

  test('is for auditors and admins, and holds no other workspace', async () => {
    for (const actor of [
      await makeMember(system, 'privacy_officer'),
      await makeKey(system, { kind: 'agent' }),
      await makeKey(system, { scopes: ['memories:read', 'govern'] }),
    ]) {
      await expect(exportEntries(actor, {})).rejects.toMatchObject({ code: 'forbidden' });
    }
    const { system: other } = await makeWorkspace();
    const [, ...entries] = parse(await take(other, { memory_store_id: storeId }));
    expect(entries.map((line) => line.kind)).toEqual(['end']);
  });
});
