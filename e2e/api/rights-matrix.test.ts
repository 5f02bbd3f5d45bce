import { randomUUID } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { operations } from '@/app/v1/operations';
import { roles } from '@/lib/auth/actor';
import { newId } from '@/lib/db/ids';
import type { IdPrefix } from '@/lib/db/ids';
import type { Operation } from '@/lib/http/contract';
import { createMemoryOperation, updateMemoryOperation } from '@/lib/memories/schema';
import { createSessionOperation } from '@/lib/sessions/schema';
import { createStoreOperation } from '@/lib/stores/schema';
import { makeKey, makeMember, makeMemory, makeSession, makeStore } from '@/lib/testing/factories';
import { createApiKeyOperation } from '@/lib/workspaces/schema';

import { createClient } from './support/client';
import type { Client, Input } from './support/client';
import { fingerprint } from './support/fingerprint';
import { unique } from './support/notes';
import { principals, rights } from './support/rights-table';
import type { Principal, Right } from './support/rights-table';
import { makeInvitation, makeRevert, makeSignedIn, makeWebhook, openWorld } from './support/world';
import type { World } from './support/world';

/** All but what is open to whoever holds a link. */
const closed = operations.filter(({ isOpen }) => isOpen !== true);

type Target = Partial<World['standing']>;
type Caller = { principal: Principal; client: Client };

const world = openWorld();
const strangers: readonly Principal[] = ['nobody', 'revoked key'];

function expectedStatus(right: Right, principal: Principal, isOwn: boolean): number {
  if (strangers.includes(principal)) return 401;
  if (right.may.includes(principal)) return 200;
  if (right.mayOwn?.includes(principal)) return isOwn ? 200 : 404;
  return right.blind?.includes(principal) ? 404 : 403;
}

/** Of the same workspace, made by somebody else, and free to be changed or destroyed. */
async function makeSomebodysTarget(right: Right, principal: Principal): Promise<Target> {
  const { system, standing } = world;
  const { memory_store_id: storeId } = standing;
  if (principal.startsWith('session') && right.on === 'store') return standing;
  if (right.on === 'store') return { memory_store_id: (await makeStore(system)).id };
  if (right.on === 'session') return { session_id: (await makeSession(system, {})).id };
  if (right.on === 'key') return { api_key_id: (await makeKey(system)).id };
  if (right.on === 'member') return { user_id: (await makeMember(system, 'viewer')).id };
  if (right.on === 'webhook') return makeWebhook(system);
  if (right.on === 'invitation') return { invitation_id: await makeInvitation(system) };
  if (right.on === 'revert') return makeRevert(system, storeId);
  const standingKinds = ['attachment', 'none', 'import', 'retention_run', 'job', 'audit_entry'];
  if (standingKinds.includes(right.on)) return standing;
  const memory = await makeMemory(system, storeId);
  return supersede(
    { memory_store_id: storeId, memory_id: memory.id, memory_version_id: memory.memory_version_id },
    right,
  );
}

/** Puts a version on top, since a head cannot be redacted. */
async function supersede(target: Target, right: Right): Promise<Target> {
  if (right.on !== 'version') return target;
  const client = createClient(world.url, world.headers['operator key']);
  await client.call(updateMemoryOperation, { params: target, body: { content: unique('newer') } });
  return target;
}

/** Somebody like the principal of the world, who may be used up. */
async function openClient(right: Right, principal: Principal): Promise<Client> {
  const role = roles.find((each) => each === principal);
  const isUsedUp = right.wantsNewSignIn && role !== undefined;
  return createClient(world.url, isUsedUp ? await makeSignedIn(world, role) : world.headers[principal]);
}

/** Made by the caller; null where they cannot make such a thing. */
async function makeOwnTarget(right: Right, { principal, client }: Caller): Promise<Target | null> {
  const can = (operationId: string) => rights[operationId]?.may.includes(principal) === true;
  const params = { memory_store_id: world.standing.memory_store_id };
  const ownSession = world.ownSessions[principal];
  if (right.on === 'session' && ownSession !== undefined) return { session_id: ownSession };
  if (right.on === 'session' && can('createSession')) {
    return {
      session_id: (await client.call(createSessionOperation, { body: { agent: 'a', environment_id: 'e' } }))
        .id,
    };
  }
  if (right.on === 'store' && can('createMemoryStore')) {
    return {
      memory_store_id: (await client.call(createStoreOperation, { body: { name: unique('own') } })).id,
    };
  }
  if (right.on === 'key' && can('createApiKey')) {
    return { api_key_id: (await client.call(createApiKeyOperation, { body: { name: unique('own') } })).id };
  }
  if ((right.on !== 'memory' && right.on !== 'version') || !can('createMemory')) return null;
  const body = { path: `/${unique('own')}`, content: unique('own') };
  const memory = await client.call(createMemoryOperation, { params, body });
  return supersede({ ...params, memory_id: memory.id, memory_version_id: memory.memory_version_id }, right);
}

function requestFor(right: Right, target: Target): Input {
  if (right.upload) {
    return { params: target, body: world.archive, headers: { 'content-type': 'application/x-ndjson+gzip' } };
  }
  const attach = {
    agent: 'a',
    environment_id: 'e',
    resources: [{ type: 'memory_store', memory_store_id: target.memory_store_id }],
  };
  const body =
    right.on === 'attachment'
      ? attach
      : right.body?.(unique('matrix'), world.standing.memory_store_id, target);
  return { params: target, ...(body !== undefined && { body }), ...(right.query && { query: right.query }) };
}

const prefixes: Record<Exclude<keyof World['standing'], 'preview_hash' | 'job_id'>, IdPrefix> = {
  memory_store_id: 'memstore',
  memory_id: 'mem',
  memory_version_id: 'memver',
  session_id: 'sesn',
  api_key_id: 'apikey',
  user_id: 'user',
  invitation_id: 'inv',
  import_id: 'imp',
  revert_id: 'rvrt',
  retention_run_id: 'retn',
  audit_entry_id: 'audit',
  webhook_id: 'whook',
  webhook_delivery_id: 'whdl',
};

function makeNonexistent(): Target {
  const ids = Object.fromEntries(Object.entries(prefixes).map(([name, prefix]) => [name, newId(prefix)]));
  return { ...ids, job_id: `job_${randomUUID().replaceAll('-', '')}` };
}

/** All of an answer but for what names the one request: its id, its time, and the ids that it asked for. */
async function maskedAnswer(operation: Operation, client: Client, target: Target) {
  const response = await client.send(operation, requestFor(rights[operation.id] as Right, target));
  const headers = Object.fromEntries(
    [...response.headers].filter(([name]) => name !== 'date' && name !== 'request-id'),
  );
  let text = await response.text();
  const ids = [...Object.values(target), response.headers.get('request-id') ?? ''];
  for (const id of ids) text = text.replaceAll(id, '<id>');
  return { status: response.status, headers, text };
}

test('every operation has its row', () => {
  const missing = closed.filter(({ id }) => !(id in rights)).map(({ id }) => id);
  const hint = `Say in e2e/api/support/rights-table.ts who may call ${missing.join(', ')}, and on what.`;
  expect(missing, hint).toEqual([]);
  const unknown = Object.keys(rights).filter((id) => !closed.some((operation) => operation.id === id));
  expect(unknown, `No operation is called ${unknown.join(', ')}: remove the rows.`).toEqual([]);
});

describe.each(operations.filter(({ id }) => id in rights))('$id', (operation) => {
  const right = rights[operation.id] as Right;
  test.each(principals)('by %s', async (principal) => {
    const client = await openClient(right, principal);
    const expected = expectedStatus(right, principal, false);
    const isAllowed = expected === 200;
    const somebodys = isAllowed ? await makeSomebodysTarget(right, principal) : world.standing;
    const answer = await client.send(operation, requestFor(right, somebodys));
    expect(answer.status, await answer.text()).toBe(isAllowed ? (right.answer ?? 200) : expected);

    const own = await makeOwnTarget(right, { principal, client });
    const ownAnswer = own && (await client.send(operation, requestFor(right, own)));
    expect(ownAnswer?.status ?? 'none').toBe(own ? expectedStatus(right, principal, true) : 'none');
    if (right.on === 'none') return;
    const foreign = await maskedAnswer(operation, client, world.foreign);
    expect(foreign).toEqual(await maskedAnswer(operation, client, makeNonexistent()));
    const isBlind = isAllowed || (right.blind !== undefined && principal.startsWith('session'));
    expect(foreign.status).toBe(isBlind ? 404 : expected);
  });
});

describe('what agents are not served', () => {
  const agents = ['agent key', 'session read_write', 'session read_only'] as const;
  const onMemory = operations.filter(({ id }) => rights[id]?.on === 'memory' || rights[id]?.on === 'version');
  test.each(agents)('does not exist for %s', async (principal) => {
    const { standing, url, headers } = world;
    const memory = await makeMemory(world.system, standing.memory_store_id);
    const withheld = { ...standing, memory_id: memory.id, memory_version_id: memory.memory_version_id };
    const withhold = operations.find(({ id }) => id === 'withholdMemory') as Operation;
    await createClient(url, headers['operator key']).call(withhold, { params: withheld });
    const client = createClient(url, headers[principal]);
    for (const operation of onMemory) {
      const nowhere = { ...makeNonexistent(), memory_store_id: standing.memory_store_id };
      const answer = await maskedAnswer(operation, client, withheld);
      expect(answer, operation.id).toEqual(await maskedAnswer(operation, client, nowhere));
    }
  });
});

test('refusals change nothing', async () => {
  const before = await fingerprint(world.workspaceId);
  for (const operation of operations.filter(({ id }) => id in rights)) {
    const right = rights[operation.id] as Right;
    for (const principal of principals) {
      const client = createClient(world.url, world.headers[principal]);
      const isAllowed = expectedStatus(right, principal, false) === 200;
      if (!isAllowed) await client.refuse(operation, requestFor(right, world.standing));
      else if (right.on !== 'none') await client.refuse(operation, requestFor(right, world.foreign));
    }
  }
  expect(await fingerprint(world.workspaceId)).toEqual(before);
});

test.each(['viewer', 'key memories:read', 'session read_only'] as const)(
  'not even a read-only session is made by %s',
  async (principal) => {
    const resources = [
      { type: 'memory_store', memory_store_id: world.standing.memory_store_id, access: 'read_only' },
    ];
    const client = createClient(world.url, world.headers[principal]);
    const body = { agent: 'a', environment_id: 'e', resources };
    expect(await client.refuse(createSessionOperation, { body })).toMatchObject({ status: 403 });
  },
);
