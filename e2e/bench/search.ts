import { systemActor } from '@/lib/auth/actor';
import { getDatabase, setDatabase } from '@/lib/db/database';
import { openPostgres } from '@/lib/db/postgres';
import { searchHeads } from '@/lib/search/read';
import { minQueryCharacters } from '@/lib/search/schema';
import { explainNested } from '@/lib/testing/nested-plan';

import type { Client } from './harness/client';
import { folderAt, seedFindable, textAt } from './harness/findable';
import { inMs, onStage } from './harness/measurement';
import type { Finding, Size } from './harness/measurement';
import { nameIn, wordAt } from './harness/prose';
import { createStore, settle } from './harness/seed';
import { readServerTimes } from './harness/server-times';
import { startOnEmbedded, startOnPostgres } from './harness/stage';
import type { Stage } from './harness/stage';
import { percentile } from './harness/statistics';

const limitMs = 60;
const storeCount = 10;
const settings = { LIMIT_MEMORIES_PER_STORE: '200000' };

/** Some characters of a text, words or not, in whatever script it is. */
function pieceOf(number: number, from: number, length: number): string {
  return [...textAt(number)]
    .slice(from, from + length)
    .join('')
    .trim()
    .padEnd(3, 'e');
}

/** Words of a text, from among those with three characters or more. */
function wordsOf(number: number, count: number): string {
  const words = textAt(number)
    .split(/\s+/)
    .filter((word) => [...word].length >= 3);
  return words.slice(-count).join(' ');
}

const kinds: Record<string, (number: number) => string> = {
  'a name that is there once': nameIn,
  'part of such a name': (number) => nameIn(number).slice(8, 13),
  'a common word': (number) => wordAt(number, 1 + (number % 20)).padEnd(3, 'e'),
  'a word of some texts in a hundred': (number) => wordAt(number, 60 + (number % 100)),
  'a rare word': (number) => wordAt(number, 1500 + (number % 2000)),
  'two words': (number) => wordsOf(number, 2),
  'four characters anywhere': (number) => pieceOf(number, 30, 4),
  'ten characters anywhere': (number) => pieceOf(number, 25, 10),
  'what is nowhere': (number) => `xq${number}qx`,
};
const names = Object.keys(kinds);

type World = { storeIds: string[]; count: number };
type Asked = { kind: string; body: Record<string, unknown> };

/** Every kind without a filter, in one store, and in one folder. */
function askAt(turn: number, { storeIds, count }: World): Asked {
  const number = ((turn * 7919) % count) + 1;
  const kind = names[turn % names.length]!;
  const asked = kinds[kind]!(number);
  // Words of some scripts are shorter than what can be asked for.
  const query = [...asked].length < minQueryCharacters ? pieceOf(number, 30, 4) : asked;
  const filters = [
    {},
    { memory_store_ids: [storeIds[number % storeCount]!] },
    { path_prefix: folderAt(number) },
  ];
  return { kind, body: { query, ...filters[Math.floor(turn / names.length) % filters.length] } };
}

type Found = { data: unknown[]; index: { is_current: boolean } };

async function search(client: Client, { kind, body }: Asked): Promise<void> {
  const { data, index } = JSON.parse((await client.post('/v1/memory_search', body)).text) as Found;
  if (!index.is_current) throw new Error('The index is behind what was seeded.');
  const mayBeEmpty = kind === 'what is nowhere' || kind.startsWith('a ') || kind.includes('anywhere');
  if (data.length === 0 && !mayBeEmpty) throw new Error(`Nothing was found for ${kind}.`);
}

/** The plan of one step of a search, under the application's role. */
async function describePlan(stage: Stage): Promise<string> {
  if (stage.adminUrl === null) return '';
  setDatabase(await openPostgres({ url: stage.adminUrl, poolSize: 1, onConnectionError: () => undefined }));
  try {
    const body = {
      query: nameIn(7),
      in: 'heads',
      path_prefix: '/',
      updated_at: {},
      order: 'relevance',
      limit: 20,
    } as const;
    const read = () => searchHeads(systemActor(stage.workspaceId, 'bench'), body);
    const plans = (await explainNested(stage.adminUrl, /search_candidates/, read)).split('\n\n');
    const step = plans.find((plan) => plan.includes('search_text_grams_idx'));
    if (step === undefined) throw new Error('The search went past the index.');
    const tree = step.slice(step.search(/^(?:Subquery|Limit|Result)/m));
    return `; the plan of one step, as the application's role:\n\n\`\`\`\n${tree}\n\`\`\`\n`;
  } finally {
    await getDatabase().close();
    setDatabase(undefined);
  }
}

function describeKinds(asked: readonly Asked[], times: readonly number[]): string {
  const p95s = names.map((name) => {
    const own = times.filter((_, index) => asked[index]!.kind === name);
    return `${name} ${percentile(own, 0.95).toFixed(0)}`;
  });
  return `p95 of each kind in ms: ${p95s.join(', ')}`;
}

async function measureOn(stage: Stage, count: number, searches: number): Promise<Finding> {
  const client = stage.connect();
  const storeIds: string[] = [];
  for (let made = 0; made < storeCount; made += 1) storeIds.push(await createStore(client, `Search ${made}`));
  await stage.load(async (run) => {
    await seedFindable(run, stage, { storeIds, count });
    await settle(run);
  });
  const asked = Array.from({ length: searches }, (_, turn) => askAt(turn, { storeIds, count }));
  for (const each of asked.slice(0, 200)) await search(client, each);
  for (const each of asked) await search(client, each);
  const times = await readServerTimes(stage, '/v1/memory_search', searches);
  client.close();
  const p95 = percentile(times, 0.95);
  return {
    what: `search for substrings and words over ${count.toLocaleString('en')} heads, p95 of ${names.length} kinds of queries, with and without filters (${stage.label})`,
    database: `${stage.label} ${stage.databaseVersion}`,
    figure: inMs(p95),
    mustBe: `<= ${inMs(limitMs)}`,
    isMet: p95 <= limitMs,
    detail: `the server's own time for a request, as it logs it; p50 ${inMs(percentile(times, 0.5))}, longest ${inMs(Math.max(...times))}; ${describeKinds(asked, times)}${await describePlan(stage)}`,
  };
}

/** Whether a search costs what it finds, not what there is. */
export async function measureSearch(size: Size): Promise<Finding[]> {
  const isFull = size === 'full';
  const searches = isFull ? 540 : 108;
  return [
    await onStage(
      () => startOnPostgres(settings),
      (stage) => measureOn(stage, isFull ? 1_000_000 : 50_000, searches),
    ),
    await onStage(
      () => startOnEmbedded(settings),
      (stage) => measureOn(stage, isFull ? 100_000 : 10_000, searches),
    ),
  ];
}
