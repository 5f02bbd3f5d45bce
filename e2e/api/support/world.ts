import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, inject, vi } from 'vitest';

import { agentScopes, roles, scopes } from '@/lib/auth/actor';
import type { Actor, Role } from '@/lib/auth/actor';
import { sessionCookieName, sessionSecret } from '@/lib/auth/session-cookie';
import { setDatabase } from '@/lib/db/database';
import { openPostgres } from '@/lib/db/postgres';
import { startQueue, stopQueue } from '@/lib/jobs/queue';
import { startRun } from '@/lib/retention/start-run';
import { planRevert } from '@/lib/reverts/plan-revert';
import {
  auditOf,
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
  unique,
} from '@/lib/testing/factories';
import { makePerson } from '@/lib/testing/sign-in';
import { makeJob } from '@/lib/testing/jobs';
import { exportStore } from '@/lib/transfer/export-store';
import { importStore } from '@/lib/transfer/import-store';
import { createWebhook } from '@/lib/webhooks/create-webhook';
import { sendTest } from '@/lib/webhooks/send-test';
import { createInvitation } from '@/lib/workspaces/create-invitation';
import { revokeApiKey } from '@/lib/workspaces/revoke-api-key';

import { principals } from './rights-table';
import type { Principal } from './rights-table';

type Ids = {
  memory_store_id: string;
  memory_id: string;
  memory_version_id: string;
  session_id: string;
  api_key_id: string;
  user_id: string;
  invitation_id: string;
  import_id: string;
  retention_run_id: string;
  job_id: string;
  audit_entry_id: string;
  webhook_id: string;
  webhook_delivery_id: string;
  /** A revert that is planned, with the hash that executes it. */
  revert_id: string;
  preview_hash: string;
};

export type World = {
  url: string;
  workspaceId: string;
  /** May do everything in the workspace: makes what somebody else made. */
  system: Actor;
  headers: Record<Principal, Record<string, string>>;
  /** An archive of the standing store. */
  archive: Uint8Array;
  /** The session behind each session principal, which is its own. */
  ownSessions: Partial<Record<Principal, string>>;
  /** Of this workspace, and of another one. */
  standing: Ids;
  foreign: Ids;
};

async function makeCookie(userId: string): Promise<string> {
  const token = await encode({ token: { sub: userId, loginAt: Date.now() * 1000 }, secret: sessionSecret() });
  return `${sessionCookieName()}=${token}`;
}

type Headers = Record<string, Record<string, string>>;

/** A new person with this role who has signed in. */
export async function makeSignedIn({ system, url }: { system: Actor; url: string }, role: Role) {
  const cookie = await makeCookie((await makePerson(system, { role })).id);
  return { cookie, origin: url, 'anthropic-workspace-id': system.workspaceId };
}

async function makePeople(where: { system: Actor; url: string }): Promise<Headers> {
  const entries = roles.map(async (role) => [role, await makeSignedIn(where, role)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

async function makeKeys(system: Actor): Promise<Headers> {
  const revoked = await makeKey(system);
  await revokeApiKey(system, revoked.id);
  const single = scopes.map(async (scope) => {
    return [`key ${scope}`, bearer((await makeKey(system, { scopes: [scope] })).secret)] as const;
  });
  return {
    'revoked key': bearer(revoked.secret),
    'agent key': bearer((await makeKey(system, { kind: 'agent', scopes: [...agentScopes] })).secret),
    'operator key': bearer((await makeKey(system)).secret),
    ...Object.fromEntries(await Promise.all(single)),
  };
}

async function takeArchive(system: Actor, storeId: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await exportStore(system, storeId)).chunks) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function makeImport(system: Actor, storeId: string): Promise<string> {
  const bytes = await takeArchive(system, storeId);
  async function* chunks() {
    yield await Promise.resolve(bytes);
  }
  return (await importStore(system, storeId, { contentType: 'application/x-ndjson+gzip', chunks })).id;
}

/** A plan to revert one memory. */
export async function makeRevert(
  system: Actor,
  storeId: string,
): Promise<Pick<Ids, 'revert_id' | 'preview_hash'>> {
  const session = await makeSession(system, { [storeId]: 'read_write' });
  await makeMemory(session, storeId);
  const plan = await planRevert(system, { subject: { type: 'session', id: session.id } });
  return { revert_id: plan.id, preview_hash: plan.preview_hash };
}

/** A webhook with a delivery that is over. Nobody is there to take it. */
export async function makeWebhook(system: Actor): Promise<Pick<Ids, 'webhook_id' | 'webhook_delivery_id'>> {
  const { id } = await createWebhook(system, {
    url: 'https://hooks.invalid/',
    event_types: ['memory_version.*'],
  });
  return { webhook_id: id, webhook_delivery_id: (await sendTest(system, id)).id };
}

export async function makeInvitation(system: Actor): Promise<string> {
  const email = `${unique('invited')}@example.org`;
  return (await createInvitation(system, { email, role: 'viewer' })).id;
}

async function makeIds(system: Actor): Promise<Ids> {
  const store = await makeStore(system);
  const memory = await makeMemory(system, store.id);
  const session = await makeSession(system, { [store.id]: 'read_write' });
  const key = await makeKey(system);
  return {
    memory_store_id: store.id,
    memory_id: memory.id,
    memory_version_id: memory.memory_version_id,
    session_id: session.id,
    api_key_id: key.id,
    user_id: (await makeMember(system, 'viewer')).id,
    invitation_id: await makeInvitation(system),
    import_id: await makeImport(system, store.id),
    ...(await makeWebhook(system)),
    audit_entry_id: (await auditOf(system, store.id))[0]?.id ?? '',
    retention_run_id: (await startRun(system, { dry_run: false, memory_store_id: store.id })).id,
    // One that nobody begins meanwhile, so that every caller finds it as it was.
    job_id: (await makeJob(system, 'created')).id,
    ...(await makeRevert(system, store.id)),
  };
}

async function makeSessions(system: Actor, storeId: string) {
  const another = await makeStore(system);
  return {
    'session read_write': await makeSession(system, { [storeId]: 'read_write' }),
    'session read_only': await makeSession(system, { [storeId]: 'read_only' }),
    'session elsewhere': await makeSession(system, { [another.id]: 'read_write' }),
  };
}

function requireAll(headers: Headers): World['headers'] {
  const missing = principals.filter((principal) => !(principal in headers));
  if (missing.length > 0) throw new Error(`The world lacks ${missing.join(', ')}.`);
  return headers as World['headers'];
}

async function makeWorld(): Promise<World> {
  const url = inject('serverUrls').postgres;
  const { workspaceId, system } = await makeWorkspace();
  const standing = await makeIds(system);
  const sessions = await makeSessions(system, standing.memory_store_id);
  const named = Object.entries(sessions);
  const headers: Headers = {
    nobody: {},
    ...(await makePeople({ system, url })),
    ...(await makeKeys(system)),
    ...Object.fromEntries(named.map(([name, session]) => [name, bearer(session.token)])),
  };
  return {
    url,
    workspaceId,
    system,
    headers: requireAll(headers),
    standing,
    archive: await takeArchive(system, standing.memory_store_id),
    foreign: await makeIds((await makeWorkspace()).system),
    ownSessions: Object.fromEntries(named.map(([name, session]) => [name, session.id])),
  };
}

/** Two workspaces with everybody who can call, on the server with PostgreSQL. The test's process shares its database. */
export function openWorld(): World {
  const world: Partial<World> = {};
  beforeAll(async () => {
    vi.stubEnv('SECRET', inject('instanceSecret'));
    vi.stubEnv('LOG_LEVEL', 'silent');
    const database = await openPostgres({
      url: inject('databaseUrl'),
      poolSize: 4,
      onConnectionError: (error) => {
        throw error;
      },
    });
    setDatabase(database);
    await startQueue();
    Object.assign(world, await makeWorld());
    return async () => {
      await stopQueue();
      setDatabase(undefined);
      await database.close();
    };
  });
  afterAll(() => void vi.unstubAllEnvs());
  return world as World;
}
