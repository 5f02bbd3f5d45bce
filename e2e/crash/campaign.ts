import { setTimeout as sleep } from 'node:timers/promises';

import { listAuditEntriesOperation } from '@/lib/audit/schema';
import { createStoreOperation } from '@/lib/stores/schema';
import { listVersionsOperation } from '@/lib/versions/schema';

import type { Api } from './api';
import { collect, findMemoryFaults, findTrailFaults } from './check-memory';
import { openLedger } from './ledger';
import type { Ledger } from './ledger';
import type { Random } from './random';
import { startWriters } from './writers';

const acksBeforeKill = { low: 3, high: 60 };
const maxDelayMs = 15;
const sampleSize = 10;
const checkedAtOnce = 4;
const pollMs = 2;

export type Victim = {
  /** Ends it in the middle of whatever it does. */
  kill: () => Promise<void>;
  /** Brings it back the ordinary way, until the server is ready. */
  revive: () => Promise<void>;
};

export type Campaign = {
  name: string;
  api: Api;
  random: Random;
  writerCount: number;
  victims: readonly Victim[];
  onRound: (line: string) => void;
};

export type Outcome = { name: string; kills: number; writes: number; memories: number; faults: string[] };

/** Kills one of the victims once a round while writers write, and checks after each revival; everything once more at the end. */
export async function runCampaign(campaign: Campaign, kills: number): Promise<Outcome> {
  const { api, random, victims, name } = campaign;
  const store = await api.call(createStoreOperation, { body: { name: 'crash test' } });
  const target = { api, storeId: store.id };
  const ledger = openLedger();
  const faults: string[] = [];
  for (let round = 1; round <= kills; round += 1) {
    const victim = victims[(round - 1) % victims.length];
    if (!victim) throw new Error('There is nothing to kill.');
    const writes = await writeUntilKilled(campaign, { storeId: store.id, ledger, victim });
    await victim.revive();
    const touched = ledger.takeTouched();
    const sample = Array.from({ length: sampleSize }, () => random.pick(ledger.memoryIds()) ?? '');
    const found = await checkAll(target, ledger, [...new Set([...touched, ...sample])]);
    faults.push(...found);
    const verdict = found.length === 0 ? 'sound' : found.join('; ');
    campaign.onRound(
      `${name} ${round}/${kills}: ${writes} writes acknowledged, ${touched.length} memories checked, ${verdict}`,
    );
  }
  faults.push(...(await checkAll(target, ledger, ledger.memoryIds())));
  faults.push(...(await checkWholeStore(target, ledger)));
  const outcome = { name, kills, writes: ledger.count(), memories: ledger.memoryIds().length, faults };
  if (faults.length === 0) ledger.dispose();
  else campaign.onRound(`${name}: what was acknowledged is in ${ledger.file}`);
  return outcome;
}

async function writeUntilKilled(
  { api, random, writerCount }: Campaign,
  { storeId, ledger, victim }: { storeId: string; ledger: Ledger; victim: Victim },
): Promise<number> {
  const before = ledger.count();
  const wanted = before + random.between(acksBeforeKill.low, acksBeforeKill.high);
  const writers = startWriters({ api, storeId, ledger, random, count: writerCount });
  while (ledger.count() < wanted) await sleep(pollMs);
  await sleep(random.between(0, maxDelayMs));
  await victim.kill();
  await writers.stop();
  return ledger.count() - before;
}

type Target = { api: Api; storeId: string };

/** What is wrong with the given memories, each as a sentence. */
export async function checkAll(
  target: Target,
  ledger: Ledger,
  memoryIds: readonly string[],
): Promise<string[]> {
  const waiting = memoryIds.filter((id) => id !== '');
  const faults: string[] = [];
  const checkSome = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      faults.push(...(await findMemoryFaults(target, ledger, id)));
    }
  };
  await Promise.all(Array.from({ length: checkedAtOnce }, checkSome));
  return faults;
}

/** Also what nobody was told of: a write whose answer was cut off is there with its entry, or not at all. */
export async function checkWholeStore({ api, storeId }: Target, ledger: Ledger): Promise<string[]> {
  const params = { memory_store_id: storeId };
  const versions = await collect(api, listVersionsOperation, { params, query: { limit: 100 } });
  const entries = await collect(api, listAuditEntriesOperation, {
    query: { memory_store_id: storeId, limit: 100 },
  });
  const refused = versions.filter(
    ({ operation, content_sha256: hash }) => operation !== 'deleted' && ledger.refused.has(hash ?? ''),
  );
  return [
    ...findTrailFaults(
      versions,
      entries.filter((entry) => entry.target.type === 'memory'),
    ),
    ...refused.map(({ id }) => `${id} was refused, and is there all the same`),
  ];
}
