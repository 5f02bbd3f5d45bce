import { performance } from 'node:perf_hooks';

import type { Client } from './harness/client';
import { inMs, onStage } from './harness/measurement';
import type { Finding, Size } from './harness/measurement';
import { proseAt } from './harness/prose';
import { createStore } from './harness/seed';
import { startOnEmbedded, startOnPostgres } from './harness/stage';
import type { Stage } from './harness/stage';
import { median } from './harness/statistics';

const rounds = 15;
const contentBytes = 100_000;
const lineBytes = 80;
const linesPerEdit = 5;

function lineAt(number: number): string {
  return `- ${proseAt(number, lineBytes).replaceAll('\n', ' ').trim()}`;
}

/** An edit as agents make them: some lines at one place are written anew, one goes and one comes. The text stays about as long. */
function edit(lines: string[], turn: number): string[] {
  const at = (turn * 7919) % (lines.length - linesPerEdit - 1);
  const fresh = Array.from({ length: linesPerEdit + 1 }, (_, index) => lineAt(turn * 100_000 + index));
  const edited = [...lines.slice(0, at), ...fresh, ...lines.slice(at + linesPerEdit)];
  edited.splice((turn * 104_729) % edited.length, 1);
  return edited;
}

function join(lines: readonly string[]): string {
  let text = lines.join('\n');
  while (Buffer.byteLength(text) > contentBytes) text = text.slice(0, text.lastIndexOf('\n'));
  return text;
}

type Memory = { id: string };
type Blame = { lines: { text: string; memory_version_id: string; is_approximate: boolean }[] };

/** Resolves to where the memory is and to the text of its head. */
async function write(client: Client, versions: number): Promise<{ path: string; text: string }> {
  const root = `/v1/memory_stores/${await createStore(client, 'Blame')}/memories`;
  let lines = Array.from({ length: Math.ceil(contentBytes / lineBytes) }, (_, index) => lineAt(index + 1));
  let text = join(lines);
  const made = await client.post(root, { path: '/long.md', content: text });
  const path = `${root}/${(JSON.parse(made.text) as Memory).id}`;
  for (let turn = 2; turn <= versions; turn += 1) {
    lines = edit(text.split('\n'), turn);
    text = join(lines);
    await client.post(path, { content: text });
  }
  return { path, text };
}

async function measureOn(stage: Stage, size: Size, limitMs: number | null): Promise<Finding> {
  const versions = size === 'full' ? 500 : 50;
  const client = stage.connect();
  const { path, text } = await write(client, versions);
  const times: number[] = [];
  let blame: Blame = { lines: [] };
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    const answer = await client.get(`${path}/blame`);
    times.push(performance.now() - startedAt);
    blame = JSON.parse(answer.text) as Blame;
  }
  client.close();
  if (blame.lines.map((line) => line.text).join('') !== text)
    throw new Error('The blamed lines are not the head.');
  const named = new Set(blame.lines.map((line) => line.memory_version_id)).size;
  return {
    what: `blame of a memory of ${Math.round(Buffer.byteLength(text) / 1000)} kB with ${versions} versions (${stage.label})`,
    database: `${stage.label} ${stage.databaseVersion}`,
    figure: inMs(median(times)),
    mustBe: limitMs === null ? 'printed' : `<= ${inMs(limitMs)}`,
    isMet: limitMs === null ? null : median(times) <= limitMs,
    detail: `over HTTP, median of ${rounds}, longest ${inMs(Math.max(...times))}; ${blame.lines.length} lines of ${named} versions, ${blame.lines.filter((line) => line.is_approximate).length} of them approximate`,
  };
}

/** What it costs to say of every line of a long text who wrote it. */
export async function measureBlame(size: Size): Promise<Finding[]> {
  return [
    await onStage(startOnPostgres, (stage) => measureOn(stage, size, 500)),
    await onStage(startOnEmbedded, (stage) => measureOn(stage, size, null)),
  ];
}
