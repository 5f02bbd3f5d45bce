import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { systemActor } from '@/lib/auth/actor';
import type { Actor } from '@/lib/auth/actor';
import type { Place } from '@/lib/cli/carry/open-database';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { updateMemory } from '@/lib/memories/update-memory';
import { retrieveMemory } from '@/lib/memories/read';
import { flushReads } from '@/lib/reads/flush-reads';
import { deleteStore } from '@/lib/stores/delete-store';
import { redactVersion } from '@/lib/versions/redact-version';
import { createWorkspace } from '@/lib/workspaces/create-workspace';
import { deleteWorkspace } from '@/lib/workspaces/delete-workspace';

import { isEmbedded } from './database';
import { makeKey, makeMember, makeMemory, makeSession, makeStore, makeWorkspace } from './factories';
import type { OwnDatabase } from './own-database';

export function makeFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'palimpsest-carry-'));
}

/** Where a database that a test opened is, for whoever carries it. */
export function placeOf({ address }: OwnDatabase): Place {
  return isEmbedded ? { dataDir: address } : { url: address, dataDir: makeFolder() };
}

export type Lived = {
  system: Actor;
  operator: Actor & { secret: string };
  storeId: string;
  memoryId: string;
  content: string;
  doomedStoreId: string;
  endedWorkspaceId: string;
};

/** A workspace with a little of everything, and jobs that wait: the purge of a deleted store, and of another workspace. */
export async function live(): Promise<Lived> {
  const { system } = await makeWorkspace();
  const ended = systemActor(await createWorkspace('ended'), 'purge');
  await makeStore(ended);
  await deleteWorkspace(ended, { name: 'ended' });
  const operator = await makeKey(system);
  await makeMember(system, 'admin');
  const store = await makeStore(operator, { name: `"it's" \\ ✓\n\u2028` });
  const content = `tab\t quote" \\ nul \0 ✓ \u2028 carrot 🥕\r\n`;
  const memory = await makeMemory(operator, store.id, { content: 'first' });
  const target = { storeId: store.id, memoryId: memory.id };
  await updateMemory(operator, target, { content }, 'basic');
  await redactVersion(operator, store.id, memory.memory_version_id, 'a person asked for it');
  const session = await makeSession(operator, { [store.id]: 'read_write' });
  await retrieveMemory(session, target, { view: 'full' });
  await flushReads();
  const gone = await makeMemory(operator, store.id);
  await deleteMemory(operator, { storeId: store.id, memoryId: gone.id }, undefined);
  const doomed = await makeStore(operator);
  await makeMemory(operator, doomed.id);
  await deleteStore(operator, doomed.id);
  return {
    system,
    operator,
    storeId: store.id,
    memoryId: memory.id,
    content,
    doomedStoreId: doomed.id,
    endedWorkspaceId: ended.workspaceId,
  };
}
