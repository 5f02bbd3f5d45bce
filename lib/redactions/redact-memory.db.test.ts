import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { archiveMemory } from '@/lib/memories/archive-memory';
import { retrieveMemory } from '@/lib/memories/read';
import { updateMemory } from '@/lib/memories/update-memory';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeMember, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { sweepForLeaks } from '@/lib/testing/leak-sweep';
import { asOwner } from '@/lib/testing/owner';
import { listVersions } from '@/lib/versions/read';
import { byteSpanOf } from '@/lib/versions/redaction-span';

import { previewRedaction } from './preview-redaction';
import { redactMemory } from './redact-memory';
import type { RedactBody } from './schema';

const context = useDatabase();
const key = 'AKIAZ7EXAMPLE4242424';

let system: Actor;
let operator: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  storeId = (await makeStore(system)).id;
});

/** A memory whose second and third (its head) of three versions hold the key. */
async function makeLeaky(leaked = key) {
  const memory = await makeMemory(operator, storeId, { content: 'clean' });
  const target = { storeId, memoryId: memory.id };
  const second = await updateMemory(operator, target, { content: `use ${leaked} here` }, 'basic');
  const content = `backup: ${leaked}\nagain ${leaked}\n`;
  const head = await updateMemory(operator, target, { content }, 'basic');
  const start = content.indexOf(leaked);
  const { startByte, endByte } = byteSpanOf(content, { start: start + 4, end: start + 8 });
  const ask: RedactBody = {
    head_version_id: head.memory_version_id,
    spans: [{ start_byte: startByte, end_byte: endByte }],
    is_whole: false,
    mask: '[redacted]',
    dry_run: true,
  };
  return { memory, target, second, head, ask };
}

async function confirm(
  target: { storeId: string; memoryId: string },
  ask: RedactBody,
  actor = operator,
): Promise<RedactBody> {
  const { shown } = await previewRedaction(actor, target, ask);
  const versionIds = shown.versions.map((version) => version.memory_version_id);
  return { ...ask, dry_run: false, preview_hash: shown.preview_hash, version_ids: versionIds };
}

describe('previewRedaction', () => {
  test('lists every place: the head, earlier versions, and others that hold the same text', async () => {
    const leaked = `${key}PREVIEW`;
    const { target, second, ask } = await makeLeaky(leaked);
    const other = await makeMemory(operator, storeId, { path: `/keys/${leaked}`, content: `also ${leaked}` });
    const named = await makeStore(system, { name: `store of ${leaked}` });
    const { shown } = await previewRedaction(operator, target, ask);
    expect(shown.spans).toHaveLength(2);
    expect(shown.versions).toEqual([
      { memory_version_id: second.memory_version_id, number: 2, places: ['content'] },
    ]);
    expect(shown.elsewhere).toMatchObject([
      { type: 'memory', id: other.id, places: ['content', 'path'] },
      { type: 'memory_store', id: named.id, places: ['name'] },
    ]);
    expect(JSON.stringify([shown.versions, shown.preview_hash, shown.spans])).not.toContain(leaked);
  });
});

describe('redactMemory', () => {
  test('masks the head and blanks the chosen versions, each with its entry below one parent', async () => {
    const leaked = `${key}DONE`;
    const { target, second, head, ask } = await makeLeaky(leaked);
    const result = await redactMemory(operator, target, {
      ...(await confirm(target, ask)),
      reason: 'leaked',
    });
    expect(result.redacted_version_ids.toSorted()).toEqual(
      [second.memory_version_id, head.memory_version_id].toSorted(),
    );
    expect(await retrieveMemory(operator, target, { view: 'full' })).toMatchObject({
      content: 'backup: [redacted]\nagain [redacted]\n',
    });
    const { data } = await listVersions(operator, storeId, {
      memory_id: target.memoryId,
      limit: 20,
      view: 'full',
    });
    expect(data.map((version) => [version.content, version.redacted_at === null])).toEqual([
      ['backup: [redacted]\nagain [redacted]\n', true],
      [null, false],
      [null, false],
      ['clean', true],
    ]);
    const parent = (await auditOf(system, target.memoryId)).at(-1);
    expect(parent).toMatchObject({
      action: 'memory.redacted',
      details: { previous_version_id: head.memory_version_id, origin_version_id: head.memory_version_id },
    });
    const [entry] = await auditOf(system, second.memory_version_id);
    expect(entry).toMatchObject({
      action: 'memory_version.redacted',
      parent_id: parent?.id,
      reason_id: parent?.reason_id,
    });
    expect(await asOwner(context, (query) => sweepForLeaks(query, [leaked]))).toEqual([]);
  });

  test('is forbidden to a viewer and to agents', async () => {
    const { target, ask } = await makeLeaky();
    for (const actor of [await makeMember(system, 'viewer'), await makeKey(system, { kind: 'agent' })]) {
      await expect(previewRedaction(actor, target, ask)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  test("does not find another workspace's memory", async () => {
    const { target, ask } = await makeLeaky();
    const other = await makeWorkspace();
    await expect(previewRedaction(other.system, target, ask)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('stops when the head moved since the text was chosen, and when the places changed since the preview', async () => {
    const { target, ask } = await makeLeaky();
    const confirmed = await confirm(target, ask);
    await makeMemory(operator, storeId, { content: `one more ${key}` });
    await expect(redactMemory(operator, target, confirmed)).rejects.toMatchObject({
      details: { errorCode: 'preview_changed' },
    });
    await updateMemory(operator, target, { content: 'moved on' }, 'basic');
    await expect(redactMemory(operator, target, confirmed)).rejects.toMatchObject({
      details: { errorCode: 'head_moved' },
    });
    expect(await retrieveMemory(operator, target, { view: 'full' })).toMatchObject({ content: 'moved on' });
  });

  test('refuses a version of another memory, and changes nothing then', async () => {
    const { target, head, ask } = await makeLeaky(`${key}FOREIGN`);
    const stranger = await makeMemory(operator, storeId);
    const confirmed = { ...(await confirm(target, ask)), version_ids: [stranger.memory_version_id] };
    await expect(redactMemory(operator, target, confirmed)).rejects.toMatchObject({
      code: 'invalid_request',
    });
    expect(await retrieveMemory(operator, target, { view: 'basic' })).toMatchObject({
      memory_version_id: head.memory_version_id,
    });
  });

  test('works on a memory that is withheld, whole, and keeps it withheld', async () => {
    const { target, ask } = await makeLeaky(`${key}WHOLE`);
    await archiveMemory(operator, target, {});
    const whole: RedactBody = {
      head_version_id: ask.head_version_id,
      is_whole: true,
      mask: 'gone',
      dry_run: true,
    };
    await redactMemory(operator, target, await confirm(target, whole));
    const memory = await retrieveMemory(operator, target, { view: 'full', include: 'governance' });
    expect(memory).toMatchObject({ content: 'gone', governance: { withheld: ['archived'] } });
  });

  test('readers meanwhile see before or after, never anything else', async () => {
    const { target, ask } = await makeLeaky(`${key}READERS`);
    const agent = await makeKey(system, { kind: 'agent' });
    const confirmed = await confirm(target, ask);
    const read = async () => (await retrieveMemory(agent, target, { view: 'full' })).content;
    const reads = Array.from({ length: 500 }, read);
    const redaction = redactMemory(operator, target, confirmed);
    const more = Array.from({ length: 500 }, read);
    const seen = new Set(await Promise.all([...reads, ...more]));
    await redaction;
    const before = `backup: ${key}READERS\nagain ${key}READERS\n`;
    expect(
      [...seen].filter(
        (content) => content !== before && content !== 'backup: [redacted]\nagain [redacted]\n',
      ),
    ).toEqual([]);
  });
});
