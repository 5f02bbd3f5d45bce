import { openClient } from './harness/client';
import type { Client } from './harness/client';
import { atMost, inMs, onStage } from './harness/measurement';
import type { Finding, Size } from './harness/measurement';
import { defineSubject, measureLatency } from './harness/rounds';
import { createStore, seedMemories, seededId, settle } from './harness/seed';
import { startOnEmbedded, startOnPostgres } from './harness/stage';
import type { Stage } from './harness/stage';
import { contentBytes, flatPath } from './harness/writers';

const memoryCount = { full: 1000, small: 100 };
const roundCount = { full: 5, small: 2 };

type Session = { id: string; session_token: string };

async function createSessions(client: Client, storeId: string, count: number): Promise<Session[]> {
  const resources = [{ type: 'memory_store', memory_store_id: storeId, access: 'read_write' }];
  const sessions: Session[] = [];
  for (let made = 0; made < count; made += 1) {
    const body = { agent: 'bench', environment_id: 'bench', resources };
    sessions.push(JSON.parse((await client.post('/v1/sessions', body)).text) as Session);
  }
  return sessions;
}

type Revert = { id: string; preview_hash: string; status: string; counts: { outcome: { done: number } } };

async function revertSession(client: Client, session: Session, count: number): Promise<void> {
  const { text } = await client.post(`/v1/sessions/${session.id}/reverts`, {});
  const plan = JSON.parse(text) as Revert;
  const answer = await client.post(`/v1/reverts/${plan.id}/execute`, { preview_hash: plan.preview_hash });
  const { status, counts } = JSON.parse(answer.text) as Revert;
  if (status !== 'done' || counts.outcome.done !== count)
    throw new Error(`The revert ended so: ${answer.text}`);
}

async function updateAll(stage: Stage, storeId: string, session: Session, count: number): Promise<void> {
  const client = openClient(stage.server.url, session.session_token);
  for (let number = 1; number <= count; number += 1) {
    const path = `/v1/memory_stores/${storeId}/memories/${seededId('mem', storeId, number)}`;
    await client.post(path, { content: `${session.id} ${number}\n`.padEnd(contentBytes, 'overwritten; ') });
  }
  client.close();
}

async function measureOn(stage: Stage, size: Size): Promise<Finding> {
  const [count, rounds] = [memoryCount[size], roundCount[size]];
  const client = stage.connect();
  const storeId = await createStore(client, 'Revert');
  await stage.load(async (run) => {
    await seedMemories(run, stage, { storeId, count, sizeBytes: contentBytes, path: flatPath });
    await settle(run);
  });
  const sessions = await createSessions(client, storeId, rounds + 1);
  let turn = -1;
  // Each session overwrites everything, and is then reverted: what was written is what is undone.
  const updates = defineSubject({
    name: 'updates',
    prepare: () => sessions[(turn += 1)]!,
    run: (session) => updateAll(stage, storeId, session, count),
  });
  const revert = defineSubject({
    name: 'revert',
    prepare: () => sessions[turn]!,
    run: (session) => revertSession(client, session, count),
  });
  const found = await measureLatency([updates, revert], { warmUpUnits: 1, rounds, units: 1 });
  client.close();
  return atMost(stage, 0.5, {
    what: `revert of a session that overwrote ${count} memories, 2 kB: dry run and execution against its updates`,
    ratio: found.ratio('revert', 'updates'),
    detail: `${inMs(found.value('revert'))} reverted, ${inMs(found.value('updates'))} written one by one`,
  });
}

/** What undoing everything that a session wrote costs, against what writing it over HTTP did. */
export async function measureRevert(size: Size): Promise<Finding[]> {
  return [
    await onStage(startOnPostgres, (stage) => measureOn(stage, size)),
    await onStage(startOnEmbedded, (stage) => measureOn(stage, size)),
  ];
}
