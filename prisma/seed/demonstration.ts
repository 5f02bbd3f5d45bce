import { randomBytes } from 'node:crypto';

import { systemActor } from '@/lib/auth/actor';
import type { Actor } from '@/lib/auth/actor';
import { getDemoKey, hashSecret } from '@/lib/auth/secret';
import { getDatabase } from '@/lib/db/database';
import { newId } from '@/lib/db/ids';
import { withWorkspace } from '@/lib/db/workspace';
import { importMemories } from '@/lib/memories/import-memories';
import type { ImportedMemory } from '@/lib/memories/imported-memory';
import { flushReads } from '@/lib/reads/flush-reads';
import { recordReads } from '@/lib/reads/record-reads';
import { mountPathsOf } from '@/lib/sessions/mount-path';
import { createStore } from '@/lib/stores/create-store';
import { deleteStore } from '@/lib/stores/delete-store';
import { createApiKey } from '@/lib/workspaces/create-api-key';
import { createWorkspace } from '@/lib/workspaces/create-workspace';
import { listDeletedWorkspaces, listWorkspaces } from '@/lib/workspaces/read';
import { renameWorkspace } from '@/lib/workspaces/rename-workspace';

import { ensureDemoPeople } from './people';
import type { Scenario, SeedMemory, SeedSession, SeedStore } from './scenario';
import { customerStores } from './scenarios/customers';
import { overwrittenNote } from './scenarios/overwritten-note';
import { risks } from './scenarios/risks';
import { supportPool } from './scenarios/support-pool';
import { tidiedUp } from './scenarios/tidied-up';
import { tellRun } from './tell-run';

export const demonstrationName = 'Demonstration';

const dayUs = 86_400_000_000;

type Telling = {
  actor: Actor;
  now: bigint;
  operatorKeyId: string;
  sessions: Map<string, { id: string; seed: SeedSession }>;
  stores: Map<string, { id: string; memories: Map<string, SeenMemory> }>;
};
type SeenMemory = { id: string; headVersionId: string; readsPerWeek: number };

function ago(telling: Telling, days: number): bigint {
  return telling.now - BigInt(Math.round(days * dayUs));
}

/** Sessions of the past cannot be created by today's verb: their token is thrown away unseen. */
async function tellSession(telling: Telling, seed: SeedSession): Promise<void> {
  const { workspaceId } = telling.actor;
  const mountPaths = mountPathsOf(seed.attached.map((each) => each.store));
  const id = newId('sesn');
  await withWorkspace(telling.actor, (tx) =>
    tx.session.create({
      data: {
        workspaceId,
        id,
        agent: { id: seed.agent, version: 1 },
        environmentId: 'env_demonstration',
        title: seed.title,
        trustTier: 'untrusted',
        tokenHash: hashSecret(randomBytes(32).toString('hex')),
        createdByType: 'api_actor',
        createdById: telling.operatorKeyId,
        createdAt: ago(telling, seed.daysAgo),
        updatedAt: ago(telling, seed.daysAgo),
        resources: {
          create: seed.attached.map((each, position) => ({
            position,
            memoryStoreId: telling.stores.get(each.store)!.id,
            access: each.access,
            instructions: each.instructions ?? null,
            name: each.store,
            description: '',
            mountPath: mountPaths[position]!,
          })),
        },
      },
    }),
  );
  telling.sessions.set(seed.name, { id, seed });
}

function toImported(telling: Telling, memory: SeedMemory): ImportedMemory {
  return {
    versions: memory.versions.map((version) => {
      const session = version.by === 'operator' ? null : telling.sessions.get(version.by.session)!;
      return {
        path: version.path ?? memory.path,
        content: version.content,
        actor: session
          ? { type: 'session_actor' as const, id: session.id }
          : { type: 'api_actor' as const, id: telling.operatorKeyId },
        trustTier: session ? ('untrusted' as const) : ('trusted' as const),
        agent: session?.seed.agent ?? null,
        model: session?.seed.model ?? null,
        recordedAt: ago(telling, version.daysAgo),
      };
    }),
    ...(memory.archivedDaysAgo !== undefined && { archivedAt: ago(telling, memory.archivedDaysAgo) }),
    ...(memory.lockedDaysAgo !== undefined && { lockedAt: ago(telling, memory.lockedDaysAgo) }),
  };
}

/** A store is as old as its oldest version. */
async function backdateStore(telling: Telling, storeId: string, seed: SeedStore): Promise<void> {
  const days = Math.max(
    ...seed.memories.flatMap((memory) => memory.versions.map((version) => version.daysAgo)),
  );
  const at = ago(telling, days + 0.1);
  await withWorkspace(telling.actor, (tx) =>
    tx.memoryStore.update({
      where: { workspaceId_id: { workspaceId: telling.actor.workspaceId, id: storeId } },
      data: { createdAt: at, updatedAt: at },
    }),
  );
}

async function tellMemories(telling: Telling, seed: SeedStore): Promise<void> {
  const store = telling.stores.get(seed.name)!;
  const ids = await importMemories(
    telling.actor,
    store.id,
    seed.memories.map((memory) => toImported(telling, memory)),
  );
  await backdateStore(telling, store.id, seed);
  const heads = await withWorkspace(telling.actor, (tx) =>
    tx.memory.findMany({
      where: { workspaceId: telling.actor.workspaceId, id: { in: ids } },
      select: { id: true, headVersionId: true },
    }),
  );
  const headOf = new Map(heads.map((head) => [head.id, head.headVersionId]));
  seed.memories.forEach((memory, index) => {
    const id = ids[index]!;
    store.memories.set(memory.path, {
      id,
      headVersionId: headOf.get(id)!,
      readsPerWeek: memory.readsPerWeek ?? 0,
    });
  });
}

/** Reads by agents are spread evenly over the last seven days; a scenario's own reads happen just after its session began. */
function tellReads(telling: Telling): void {
  const agent: Actor = { ...telling.actor, type: 'api_actor', isAgent: true };
  for (const { memories } of telling.stores.values()) {
    for (const { id, headVersionId, readsPerWeek } of memories.values()) {
      const seen = [{ memoryId: id, memoryVersionId: headVersionId }];
      for (let read = 0; read < readsPerWeek; read += 1)
        recordReads(agent, seen, 'read', ago(telling, (7 * read) / readsPerWeek));
    }
  }
  for (const { id, seed } of telling.sessions.values()) {
    const session: Actor = { ...agent, type: 'session_actor', id };
    for (const { store, path } of seed.read ?? []) {
      const memory = telling.stores.get(store)!.memories.get(path)!;
      recordReads(
        session,
        [{ memoryId: memory.id, memoryVersionId: memory.headVersionId }],
        'read',
        ago(telling, seed.daysAgo - 0.005),
      );
    }
  }
}

/** Tells scenarios in the actor's workspace. `operatorKeyId` is the key that stands for people. */
export async function tellScenarios(
  actor: Actor,
  operatorKeyId: string,
  scenarios: readonly Scenario[],
): Promise<void> {
  const [clock] = await getDatabase().query<{ now: bigint }>('SELECT now_us() AS now');
  const telling: Telling = {
    actor,
    now: BigInt(clock!.now),
    operatorKeyId,
    sessions: new Map(),
    stores: new Map(),
  };
  const stores = scenarios.flatMap((scenario) => scenario.stores);
  for (const { name, description, metadata } of stores) {
    const store = await createStore(actor, { name, description, metadata: metadata ?? {} });
    telling.stores.set(name, { id: store.id, memories: new Map() });
  }
  for (const session of scenarios.flatMap((scenario) => scenario.sessions))
    await tellSession(telling, session);
  for (const store of stores) await tellMemories(telling, store);
  tellReads(telling);
  await flushReads();
  for (const run of scenarios.flatMap((scenario) => scenario.runs ?? [])) {
    const { id: storeId, memories } = telling.stores.get(run.store)!;
    const memoryIds = new Map([...memories].map(([path, { id }]) => [path, id]));
    await tellRun({ ...actor, type: 'api_actor', id: operatorKeyId }, run, { storeId, memoryIds });
  }
}

/** The name until everything is told: a start that was killed in the middle is found by it and begins again. */
const unfinishedName = `${demonstrationName} (being made)`;

async function clearUnfinished(actor: Actor): Promise<void> {
  const { workspaceId } = actor;
  const stores = await withWorkspace(actor, async (tx) => {
    await tx.session.deleteMany({ where: { workspaceId } });
    return tx.memoryStore.findMany({ where: { workspaceId, deletedAt: null }, select: { id: true } });
  });
  for (const store of stores) await deleteStore(actor, store.id);
}

const keyName = 'Demonstration key';

/** Revoked or not: who makes the demonstration alone makes it, so it tells the demonstration from a workspace that has only its name. */
async function findDemoKey(actor: Actor): Promise<string | null> {
  const { workspaceId, type: createdByType, id: createdById } = actor;
  const where = { workspaceId, name: keyName, createdByType, createdById };
  return (await withWorkspace(actor, (tx) => tx.apiKey.findFirst({ where })))?.id ?? null;
}

async function ensureDemoKey(actor: Actor): Promise<string> {
  const known = await findDemoKey(actor);
  if (known !== null) return known;
  const key = { name: keyName, kind: 'operator', trust_tier: 'trusted' } as const;
  return (await createApiKey(actor, key, getDemoKey())).id;
}

/** Tells the demonstration from the beginning, in a workspace of its own. */
async function makeDemonstration(unfinishedId: string | undefined): Promise<void> {
  const workspaceId = unfinishedId ?? (await createWorkspace(unfinishedName, { isDemonstration: true }));
  const actor = systemActor(workspaceId, 'demonstration');
  if (unfinishedId !== undefined) await clearUnfinished(actor);
  const keyId = await ensureDemoKey(actor);
  await ensureDemoPeople(actor);
  await tellScenarios(actor, keyId, [
    overwrittenNote(),
    supportPool(),
    customerStores(),
    risks(),
    tidiedUp(),
  ]);
  await renameWorkspace(workspaceId, demonstrationName);
}

/** What of the demonstration was made now. */
export type MadeNow = 'everything' | 'its people' | 'nothing' | 'nothing, it was deleted';

/** Makes the demonstration at the first start, and its people where it is older than they are. Whoever deleted it does not get it again. */
export async function seedDemonstration(): Promise<MadeNow> {
  const workspaces = await listWorkspaces();
  for (const { id } of workspaces.filter(({ name }) => name === demonstrationName)) {
    const actor = systemActor(id, 'demonstration');
    if ((await findDemoKey(actor)) === null) continue;
    return (await ensureDemoPeople(actor)) ? 'its people' : 'nothing';
  }
  if ((await listDeletedWorkspaces()).some((tombstone) => tombstone.is_demonstration))
    return 'nothing, it was deleted';
  await makeDemonstration(workspaces.find((workspace) => workspace.name === unfinishedName)?.id);
  return 'everything';
}
