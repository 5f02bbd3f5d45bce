import type { Client } from './client';
import { packFolder } from './folder-archive';
import { proseAt } from './prose';
import { createStore } from './seed';

const longBytes = 100_000;
const lineBytes = 80;

type Memory = { id: string };
export type Exhibit = { storeId: string; memoryId: string };

/** A store with that many memories in folders of 100; `/00042/m0004200.md` is the first of the 43rd. */
export async function importStore(client: Client, name: string, count: number): Promise<string> {
  const storeId = await createStore(client, name);
  const files = Array.from({ length: count }, (_, index) => ({
    name: pathOf(index).slice(1),
    content: Buffer.from(`Memory ${index} of ${name}.\n`),
  }));
  await client.upload(`/v1/memory_stores/${storeId}/import`, packFolder(files), 'application/gzip');
  return storeId;
}

export function pathOf(index: number): string {
  const folder = String(Math.floor(index / 100)).padStart(5, '0');
  return `/${folder}/m${String(index).padStart(7, '0')}.md`;
}

function linesFrom(start: number): string[] {
  // Room for what a change adds to its lines, and for letters of more than one byte.
  const count = Math.floor(longBytes / (lineBytes + 8));
  return Array.from({ length: count }, (_, index) => proseAt(start + index, lineBytes).replaceAll('\n', ' '));
}

/** A memory of 100 kB whose second version is what `change` makes of the lines of the first. */
export async function writeTwice(
  client: Client,
  storeId: string,
  path: string,
  change: (lines: string[]) => string[],
): Promise<Exhibit> {
  const lines = linesFrom(1);
  const root = `/v1/memory_stores/${storeId}/memories`;
  const made = await client.post(root, { path, content: lines.join('\n') });
  const memoryId = (JSON.parse(made.text) as Memory).id;
  await client.post(`${root}/${memoryId}`, { content: change(lines).join('\n') });
  return { storeId, memoryId };
}

export function changeAThird(lines: string[]): string[] {
  return lines.map((line, index) => (index % 3 === 0 ? line.replace(/\S+/, `changed-${index}`) : line));
}

export function replaceAll(lines: string[]): string[] {
  return linesFrom(50_000).slice(0, lines.length);
}
