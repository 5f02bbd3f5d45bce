import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { authenticate } from '@/lib/auth/authenticate';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { listMemories, retrieveMemory } from '@/lib/memories/read';
import { updateMemory } from '@/lib/memories/update-memory';
import { useDatabase } from '@/lib/testing/database';
import {
  auditOf,
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
} from '@/lib/testing/factories';
import { listVersions } from '@/lib/versions/read';

import { archiveSession } from './archive-session';
import { listSessionReads, retrieveSession } from './read';

useDatabase();

let system: Actor;
let operator: Actor;
const stores = { writable: '', readable: '', hidden: '' };
let session: Awaited<ReturnType<typeof makeSession>>;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});

beforeEach(async () => {
  for (const kind of ['writable', 'readable', 'hidden'] as const)
    stores[kind] = (await makeStore(operator)).id;
  session = await makeSession(operator, { [stores.writable]: 'read_write', [stores.readable]: 'read_only' });
});

const whole = { path_prefix: '/', depth: 0, view: 'basic', limit: 20 } as const;

describe('a session', () => {
  test('writes where it may, as itself', async () => {
    const memory = await makeMemory(session, stores.writable);
    const [version] = (await listVersions(operator, stores.writable, { limit: 1, view: 'basic' })).data;
    expect(version).toMatchObject({
      memory_id: memory.id,
      created_by: { type: 'session_actor', session_id: session.id },
    });
  });

  test('reads a read_only store and is refused every write to it', async () => {
    const memory = await makeMemory(operator, stores.readable);
    const target = { storeId: stores.readable, memoryId: memory.id };
    expect(await retrieveMemory(session, target, { view: 'full' })).toMatchObject({
      content: memory.content,
    });
    const refusal = {
      code: 'forbidden',
      message: `memory store ${stores.readable} is attached to this session as read_only`,
    };
    await expect(makeMemory(session, stores.readable)).rejects.toMatchObject(refusal);
    await expect(updateMemory(session, target, { content: 'x' }, 'basic')).rejects.toMatchObject(refusal);
    await expect(deleteMemory(session, target, undefined)).rejects.toMatchObject(refusal);
  });

  test('does not find a store that is not attached, in the words for one that does not exist', async () => {
    await makeMemory(operator, stores.hidden);
    for (const id of [stores.hidden, 'memstore_none']) {
      const refusal = { code: 'not_found', message: `memory store not found: ${id}` };
      await expect(makeMemory(session, id)).rejects.toMatchObject(refusal);
      await expect(listMemories(session, id, { ...whole })).rejects.toMatchObject(refusal);
      await expect(listVersions(session, id, { limit: 1, view: 'basic' })).rejects.toMatchObject(refusal);
    }
  });

  test('is what its token stands for', async () => {
    const request = new Request('http://localhost/', {
      headers: { authorization: `Bearer ${session.token}` },
    });
    const { workspaceId, type, id, isAgent, scopes, trustTier, role, attachments } = session;
    const actor = { workspaceId, type, id, isAgent, scopes, trustTier, role, attachments, requestId: null };
    expect(await authenticate(request)).toEqual(actor);
  });

  test('may see itself and no other', async () => {
    const other = await makeSession(operator, {});
    expect(await retrieveSession(session, session.id)).toMatchObject({ id: session.id });
    await expect(retrieveSession(session, other.id)).rejects.toMatchObject({
      code: 'not_found',
      message: `session not found: ${other.id}`,
    });
    await expect(listSessionReads(session, session.id, { limit: 1 })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('archiveSession', () => {
  test('ends the session with one entry; its token is refused in the very next transaction', async () => {
    const request = () => new Request('http://localhost/', { headers: { 'x-api-key': session.token } });
    const remembered = await authenticate(request());
    const archived = await archiveSession(operator, session.id);
    expect(archived).toMatchObject({ status: 'terminated', updated_at: archived.archived_at });
    expect((await auditOf(system, session.id)).slice(1)).toMatchObject([
      { action: 'session.archived', actor: { api_key_id: operator.id }, details: {}, request_id: 'req_test' },
    ]);
    const refusal = { code: 'unauthenticated', details: { errorCode: 'stale_credential' } };
    await expect(makeMemory(remembered, stores.writable)).rejects.toMatchObject(refusal);
    await expect(listMemories(remembered, stores.writable, { ...whole })).rejects.toMatchObject(refusal);
    await expect(retrieveSession(remembered, session.id)).rejects.toMatchObject(refusal);
  });

  test('changes and records nothing the second time', async () => {
    const archived = await archiveSession(operator, session.id);
    expect(await archiveSession(operator, session.id)).toEqual(archived);
    expect(await auditOf(system, session.id)).toHaveLength(2);
  });

  test('keeps what the session wrote', async () => {
    const memory = await makeMemory(session, stores.writable);
    await archiveSession(operator, session.id);
    const target = { storeId: stores.writable, memoryId: memory.id };
    expect(await retrieveMemory(operator, target, { view: 'full' })).toMatchObject({
      content: memory.content,
    });
  });

  test('is forbidden to a viewer and to the session itself', async () => {
    for (const actor of [await makeMember(system, 'viewer'), session]) {
      await expect(archiveSession(actor, session.id)).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(await auditOf(system, session.id)).toHaveLength(1);
  });

  test("speaks of another workspace's session as of one that does not exist", async () => {
    const stranger = (await makeWorkspace()).system;
    for (const id of [session.id, 'sesn_none']) {
      const refusal = { code: 'not_found', message: `session not found: ${id}` };
      await expect(archiveSession(stranger, id)).rejects.toMatchObject(refusal);
    }
  });
});
