import { listMemoriesOperation } from '@/lib/memories/schema';
import { listVersionsOperation } from '@/lib/versions/schema';

import type { Command, Context } from '../command';
import { writeJson } from '../command';
import { exitCodes } from '../failure';
import { locateStore } from '../locate';
import { toPrintable } from '../printable';
import { checkMemory, checkVersion } from '../verification';
import type { Fault } from '../verification';
import { countOf } from '../words';

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'recompute the hash of every memory and every version of a store, and compare',
  usage: 'verify STORE',
  positionals: { min: 1, max: 1 },
  options: {},
  examples: ['verify Research', 'verify "Research notes" --json'],
  details:
    'Exits with 1 when a text does not have the hash or the size that the record says. Redacted and deleted versions have no text to check.',
  run: async (context) => {
    const store = await locateStore(context.api, context.args.positionals[0] ?? '');
    const found = await verify(context, store.id);
    if (context.wantsJson)
      await writeJson(context.terminal, [
        ...found.faults,
        { type: 'verification', memory_store_id: store.id, ...found.counts },
      ]);
    else
      await context.terminal.show(
        `${found.faults.map(describeFault).join('')}${conclude(found, store.name)}\n`,
      );
    return found.faults.length === 0 ? exitCodes.ok : exitCodes.checkFailed;
  },
};

type Found = {
  faults: Fault[];
  counts: { memories: number; versions: number; without_text: number; mismatches: number };
};

async function verify({ api, terminal }: Context, storeId: string): Promise<Found> {
  const faults: Fault[] = [];
  const counts = { memories: 0, versions: 0, without_text: 0 };
  const request = { params: { memory_store_id: storeId }, query: { view: 'full', limit: '20' } };
  for await (const version of api.list(listVersionsOperation, request)) {
    counts.versions += 1;
    if (version.content === null) counts.without_text += 1;
    faults.push(...checkVersion(version));
    if (counts.versions % 20 === 0) terminal.progress(`${countOf(counts.versions, 'version')} checked …`);
  }
  for await (const memory of api.list(listMemoriesOperation, request)) {
    if (memory.type !== 'memory') continue;
    counts.memories += 1;
    faults.push(...checkMemory(memory));
    if (counts.memories % 20 === 0)
      terminal.progress(`${countOf(counts.memories, 'memory', 'memories')} checked …`);
  }
  terminal.progress('');
  return { faults, counts: { ...counts, mismatches: faults.length } };
}

function describeFault({ what, id, path, fault }: Fault): string {
  return `MISMATCH  ${what} ${id}  ${toPrintable(path ?? '')}  ${fault}\n`;
}

function conclude({ faults, counts }: Found, name: string): string {
  const checked = `${countOf(counts.memories, 'memory', 'memories')} and ${countOf(counts.versions, 'version')} of "${toPrintable(name)}"`;
  const blank =
    counts.without_text === 0
      ? ''
      : ` Redacted or recording a deletion, so without a text to check: ${countOf(counts.without_text, 'version')}.`;
  if (faults.length === 0)
    return `Verified ${checked}: every text has the hash and the size that the record says.${blank}`;
  return `${countOf(faults.length, 'mismatch', 'mismatches')} in ${checked}. Keep a copy of the database before anything else is written.${blank}`;
}
