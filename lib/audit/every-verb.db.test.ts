import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import type { Query } from '@/lib/db/database';
import { flushReads } from '@/lib/reads/flush-reads';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeWorkspace } from '@/lib/testing/factories';
import { sweepForLeaks } from '@/lib/testing/leak-sweep';
import { asOwner } from '@/lib/testing/owner';
import { isTest, placeOf, roleOf } from '@/lib/testing/structure/layout';
import { readTree } from '@/lib/testing/structure/tree';
import { makeTexts, partsOf } from '@/lib/testing/texts';
import { unauditedVerbs, verbs } from '@/lib/testing/verbs';

import { auditActions } from './actions';
import type { AuditAction } from './actions';

const context = useDatabase();
const root = fileURLToPath(new URL('../..', import.meta.url));

let operator: Actor;
const usedTexts: string[] = [];

beforeAll(async () => {
  const { system } = await makeWorkspace();
  operator = await makeKey(system);
});

function newTexts() {
  const texts = makeTexts();
  usedTexts.push(...partsOf(texts));
  return texts;
}

function listVerbFiles(): string[] {
  return [...readTree(root).files]
    .filter(([path]) => placeOf(path).kind === 'domain' && !isTest(path))
    .filter(
      ([path, text]) => roleOf(path, { isServerOnly: text.startsWith(`import 'server-only';`) }) === 'verb',
    )
    .map(([path]) => path.replace(/^lib\//, '').replace(/\.ts$/, ''));
}

/**
 * Content of every table of the public schema and of the queue, to tell whether anything at all was changed. Recorded reads are written
 * behind everybody's back, so they are written first.
 */
async function fingerprint(query: Query): Promise<Record<string, string>> {
  const tables = await query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
  );
  const prints: Record<string, string> = {};
  for (const name of [...tables.map((table) => table.name), 'palimpsest_jobs.job']) {
    const [row] = await query<{ print: string | null }>(
      `SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) AS print FROM ${name} t`,
    );
    prints[name] = row?.print ?? 'empty';
  }
  return prints;
}

type Entry = { id: string; action: AuditAction; details: unknown; reason_id: string | null };

function listEntries(query: Query): Promise<Entry[]> {
  return query<Entry>('SELECT id, action, details, reason_id FROM audit_entry');
}

test('every verb has a scenario', () => {
  const known = [...Object.keys(verbs), ...Object.keys(unauditedVerbs)];
  const missing = listVerbFiles().filter((file) => !known.includes(file));
  const advice =
    'Give each of these a scenario in lib/testing/verbs/<domain>.ts, so that its audit entry is tested.';
  expect(missing, advice).toEqual([]);
});

test('every action of the trail belongs to a verb', () => {
  const actions = Object.values(verbs).flatMap(({ action, parts = [] }) => [action, ...parts]);
  expect([...new Set(actions)].toSorted()).toEqual(Object.keys(auditActions).toSorted());
});

describe.each(Object.entries(verbs))('%s', (_, { action, parts = [], prepare }) => {
  test('writes exactly one entry, and one for each part, which fit their schemas', async () => {
    const act = await prepare(operator, newTexts());
    const before = new Set((await asOwner(context, listEntries)).map((entry) => entry.id));
    await act();
    const written = (await asOwner(context, listEntries)).filter((entry) => !before.has(entry.id));
    expect(written.map((entry) => entry.action).toSorted()).toEqual([action, ...parts].toSorted());
    for (const entry of written) {
      expect(auditActions[entry.action].parse(entry.details)).toEqual(entry.details);
    }
  });
});

describe('when no entry can be written', () => {
  const refusal = 'the change could not be recorded in the audit trail; nothing was changed';
  const breakTrail = (query: Query) =>
    query(`CREATE TRIGGER audit_entry_broken BEFORE INSERT ON audit_entry
      FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()`);
  const mendTrail = (query: Query) => query('DROP TRIGGER IF EXISTS audit_entry_broken ON audit_entry');

  afterAll(() => asOwner(context, mendTrail));

  test.each(Object.entries(verbs))('%s changes nothing and says so', async (_, { prepare, isResumable }) => {
    const act = await prepare(operator, newTexts());
    await flushReads();
    const before = await asOwner(context, async (query) => {
      await breakTrail(query);
      return fingerprint(query);
    });
    await expect(act()).rejects.toMatchObject({ code: 'audit_unavailable', message: refusal });
    const after = await asOwner(context, async (query) => {
      await mendTrail(query);
      return fingerprint(query);
    });
    expect(isResumable ? before : after).toEqual(before);
    await act();
  });
});

test('no text that a caller gave is in the trail or in a job', async () => {
  const leaks = await asOwner(context, (query) =>
    sweepForLeaks(
      query,
      usedTexts,
      ({ schema, table }) => table === 'audit_entry' || schema === 'palimpsest_jobs',
    ),
  );
  expect(leaks).toEqual([]);
  const elsewhere = await asOwner(context, (query) => sweepForLeaks(query, usedTexts));
  expect(elsewhere).toContain('public.memory_content.body');
  expect(elsewhere).toContain('public.reason_note.body');
  expect(elsewhere).toContain('public.user_account.email');
});
