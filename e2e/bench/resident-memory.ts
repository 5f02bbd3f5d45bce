import type { Client } from './harness/client';
import { entriesOfFolder, folderOf } from './harness/forest';
import type { Forest } from './harness/forest';
import type { Finding, Size } from './harness/measurement';
import { findMillion } from './harness/million';
import { seededContent, seededId, sha256 } from './harness/seed';
import { readResidentMb } from './harness/server-memory';

const limitMb = 600;
const clients = 4;

/** One agent's visit to a place in the store: opens a folder, reads a memory, writes another. */
async function visit(client: Client, forest: Forest, turn: number): Promise<void> {
  const store = `/v1/memory_stores/${forest.storeId}`;
  const number = (step: number) => ((turn * 7919 + step * 104_729) % forest.count) + 1;
  const folder = new URLSearchParams({
    path_prefix: folderOf(forest, turn),
    depth: '1',
    limit: String(entriesOfFolder),
  });
  await client.get(`${store}/memories?${folder.toString()}`);
  await client.get(`${store}/memories/${seededId('mem', forest.storeId, number(1))}`);
  const precondition = {
    type: 'content_sha256',
    content_sha256: sha256(seededContent(number(2), forest.sizeBytes)),
  };
  const written = { content: `turn ${turn}`.padEnd(2048, ' and on'), precondition };
  await client.post(`${store}/memories/${seededId('mem', forest.storeId, number(2))}`, written);
}

/** Whether a server that serves a million memories stays as small as one that serves none. */
export async function measureResidentMemory(size: Size): Promise<Finding[]> {
  const { stage, large } = await findMillion(size);
  const client = stage.connect(clients);
  const visits = size === 'full' ? 3000 : 200;
  const before = readResidentMb();
  const visitAll = async (first: number) => {
    for (let turn = first; turn < visits; turn += clients) await visit(client, large, turn);
  };
  await Promise.all(Array.from({ length: clients }, (_, index) => visitAll(index)));
  client.close();
  const after = readResidentMb();
  return [
    {
      what: `resident memory of the server after ${(3 * visits).toLocaleString('en')} requests to a store of ${large.count.toLocaleString('en')} memories (${stage.label})`,
      database: `${stage.label} ${stage.databaseVersion}`,
      figure: `${after.toFixed(0)} MB`,
      mustBe: `< ${limitMb} MB`,
      isMet: after < limitMb,
      detail: `${before.toFixed(0)} MB before; folders opened, memories read and written all over the store`,
    },
  ];
}
