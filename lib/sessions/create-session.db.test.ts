import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { parseInput } from '@/lib/http/parse';
import { archiveStore } from '@/lib/stores/archive-store';
import { updateStore } from '@/lib/stores/update-store';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeMember, makeSession, makeStore, makeWorkspace } from '@/lib/testing/factories';

import { createSession } from './create-session';
import { retrieveSession } from './read';
import { createSessionOperation } from './schema';
import type { CreateSessionBody } from './schema';

useDatabase();

let system: Actor;
let operator: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});

const body = (input: object = {}): CreateSessionBody =>
  parseInput(createSessionOperation.body, { agent: 'agent_1', environment_id: 'env_1', ...input });

const attach = (...ids: string[]) => ids.map((id) => ({ type: 'memory_store', memory_store_id: id }));

describe('createSession', () => {
  test('answers with the full shape and once with a token, and writes exactly one entry', async () => {
    const store = await makeStore(operator, { name: 'Team  Notes!', description: 'what we know' });
    const resources = [{ ...attach(store.id)[0], access: 'read_only', instructions: 'look here first' }];
    const given = { title: 'Run', metadata: { a: '1' }, vault_ids: ['vlt_1'], resources };
    const { session_token: token, ...session } = await createSession(operator, body(given));
    expect(token).toMatch(/^plst_.{43}$/);
    expect(session).toEqual({
      id: expect.stringMatching(/^sesn_01/) as string,
      type: 'session',
      agent: {
        type: 'agent',
        id: 'agent_1',
        version: 1,
        name: 'agent_1',
        description: null,
        system: null,
        model: { id: '' },
        execution_identity: { type: 'service_account' },
        mcp_servers: [],
        multiagent: null,
        skills: [],
        tools: [],
      },
      archived_at: null,
      budget: null,
      created_at: expect.any(String) as string,
      deployment_id: null,
      environment_id: 'env_1',
      metadata: { a: '1' },
      outcome_evaluations: [],
      resources: [
        {
          type: 'memory_store',
          memory_store_id: store.id,
          access: 'read_only',
          name: 'Team  Notes!',
          description: 'what we know',
          instructions: 'look here first',
          mount_path: '/mnt/memory/team-notes',
        },
      ],
      stats: {},
      status: 'idle',
      title: 'Run',
      updated_at: session.created_at,
      usage: {},
      vault_ids: ['vlt_1'],
    });
    expect(await retrieveSession(operator, session.id)).toEqual(session);
    expect(await auditOf(system, session.id)).toMatchObject([
      {
        action: 'session.created',
        actor: { type: 'api_actor', api_key_id: operator.id },
        target: { type: 'session', id: session.id },
        details: { memory_store_ids: [store.id], trust_tier: 'untrusted' },
        request_id: 'req_test',
      },
    ]);
  });

  test.each([
    ['a string', 'agent_7', { id: 'agent_7', version: 1 }],
    ['an object', { type: 'agent', id: 'agent_7', version: 3 }, { id: 'agent_7', version: 3 }],
    ['an object without a version', { type: 'agent', id: 'agent_7' }, { id: 'agent_7', version: 1 }],
    ['an object with overrides', { id: 'agent_7', model: 'm', tools: [{}] }, { id: 'agent_7', version: 1 }],
  ])('takes the agent as %s', async (_, agent, expected) => {
    expect((await createSession(operator, body({ agent }))).agent).toMatchObject(expected);
  });

  test('keeps name and description as they were when the store was attached', async () => {
    const store = await makeStore(operator, { name: 'Before', description: 'then' });
    const session = await createSession(operator, body({ resources: attach(store.id) }));
    await updateStore(operator, store.id, { name: 'After', description: 'now' });
    expect((await retrieveSession(operator, session.id)).resources).toMatchObject([
      {
        name: 'Before',
        description: 'then',
        mount_path: '/mnt/memory/before',
        access: 'read_write',
        instructions: null,
      },
    ]);
  });

  test('gives stores of one name mount paths of their own', async () => {
    const names = ['Notes', 'notes', '★'];
    const stores = await Promise.all(names.map((name) => makeStore(operator, { name })));
    const session = await createSession(
      operator,
      body({ resources: attach(...stores.map((store) => store.id)) }),
    );
    expect(session.resources.map((resource) => resource.mount_path)).toEqual([
      '/mnt/memory/notes',
      '/mnt/memory/notes-2',
      '/mnt/memory/store',
    ]);
  });

  test('attaches eight stores and refuses a ninth', async () => {
    const stores = await Promise.all(Array.from({ length: 8 }, () => makeStore(operator)));
    const ids = stores.map((store) => store.id);
    const session = await createSession(operator, body({ resources: attach(...ids) }));
    expect(session.resources.map((resource) => resource.memory_store_id)).toEqual(ids);
    expect(() => body({ resources: attach(...ids, 'memstore_9') })).toThrow(
      /^resources cannot contain more than 8 memory_store entries$/,
    );
  });

  test.each([
    [
      { resources: attach('memstore_1', 'memstore_1') },
      'resources: a memory store can be attached only once',
    ],
    [{ resources: [{ type: 'file', file_id: 'f' }] }, 'only resources of type memory_store can be attached'],
    [{ initial_events: [{}] }, 'initial_events: no agent runs here'],
    [{ agent: '' }, 'agent: is not one of the accepted shapes'],
    [{ environment_id: '' }, 'environment_id: minimum string length is 1'],
    [{ resources: [{ ...attach('m')[0], instructions: 'x'.repeat(4097) }] }, 'maximum string length is 4096'],
  ])('refuses %j', (input, message) => {
    expect(() => body(input)).toThrow(message);
  });

  test('refuses an archived store, and leaves no session', async () => {
    const [live, archived] = [await makeStore(operator), await makeStore(operator)];
    await archiveStore(operator, archived.id);
    const resources = attach(live.id, archived.id);
    await expect(createSession(operator, body({ resources }))).rejects.toMatchObject({
      code: 'invalid_request',
      message: `cannot modify archived resource: memory store ${archived.id}`,
    });
  });

  test("speaks of another workspace's store as of one that does not exist", async () => {
    const foreign = await makeStore((await makeWorkspace()).system);
    for (const id of [foreign.id, 'memstore_none']) {
      await expect(createSession(operator, body({ resources: attach(id) }))).rejects.toMatchObject({
        code: 'not_found',
        message: `memory store not found: ${id}`,
      });
    }
  });

  test("inherits its creator's trust tier", async () => {
    const trusted = await makeKey(system, { kind: 'agent', trustTier: 'trusted' });
    const session = await createSession(trusted, body());
    expect(await auditOf(system, session.id)).toMatchObject([{ details: { trust_tier: 'trusted' } }]);
  });
});

describe('who may create a session', () => {
  test('a key that reads may for reading, and may not for writing', async () => {
    const reader = await makeKey(system, { kind: 'agent', scopes: ['memories:read', 'history:read'] });
    const [resource] = attach((await makeStore(operator)).id);
    const readOnly = body({ resources: [{ ...resource, access: 'read_only' }] });
    await expect(createSession(reader, readOnly)).resolves.toMatchObject({ type: 'session' });
    await expect(createSession(reader, body({ resources: [resource] }))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('nobody hands out what they may not read themselves', async () => {
    const writer = await makeKey(system, { kind: 'agent', scopes: ['memories:read', 'memories:write'] });
    await expect(createSession(writer, body())).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('neither a viewer nor an auditor nor a session may', async () => {
    const people = [await makeMember(system, 'viewer'), await makeMember(system, 'auditor')];
    for (const actor of [...people, await makeSession(operator, {})]) {
      await expect(createSession(actor, body())).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});
