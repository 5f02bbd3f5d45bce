import { text as readAll } from 'node:stream/consumers';

import { searchMemoriesOperation } from '@/lib/search/schema';

import { parseTarget } from '../address';
import type { Request } from '../api';
import type { Command, Context } from '../command';
import { writeJson } from '../command';
import { exitCodes, usageFailure } from '../failure';
import { listStores, locateStore } from '../locate';
import { renderHits } from '../search-view';

import { asFolder } from './ls';

type Body = NonNullable<Request<typeof searchMemoriesOperation>['body']>;

export const searchCommand: Command = {
  name: 'search',
  summary: 'find memories by words or any piece of text of three or more characters',
  usage: 'search TEXT [--in STORE[:/FOLDER/]] [--history] [--limit N]',
  positionals: { min: 1, max: 1 },
  options: {
    in: { type: 'string', value: 'STORE', about: 'only in this store, or in a folder of it: STORE:/FOLDER/' },
    history: { type: 'boolean', about: 'what memories held before, not what they hold now' },
    limit: { type: 'string', value: 'N', about: 'so many hits at most: 1 to 100, 20 when left out' },
  },
  examples: [
    'search "last-writer-wins"',
    'search timeout --in Research:/research/',
    'search - --history < phrase.txt',
  ],
  details:
    'The text "-" is read from standard input, where it stays out of the history of your shell. --json gives one hit a line.',
  run: async (context) => {
    const { api, terminal, wantsJson } = context;
    const result = await api.call(searchMemoriesOperation, { body: await bodyOf(context) });
    if (wantsJson) await writeJson(terminal, result.data);
    else {
      const storeNames = new Map((await listStores(api)).map(({ id, name }) => [id, name]));
      await terminal.show(renderHits(result, { storeNames, paint: terminal.paint }));
    }
    return exitCodes.ok;
  },
};

async function bodyOf({ api, args }: Context): Promise<Body> {
  const [wanted = ''] = args.positionals;
  const query = wanted === '-' ? (await readAll(process.stdin)).replace(/\r?\n$/, '') : wanted;
  const body: Body = {
    query,
    in: args.has('history') ? 'history' : 'heads',
    limit: readLimit(args.text('limit')),
  };
  const place = args.text('in');
  if (place === undefined) return body;
  const target = parseTarget(place);
  if (target.store === null || target.memoryId !== null)
    throw usageFailure('--in takes a store or a folder.', 'Write STORE or STORE:/FOLDER/.');
  const store = await locateStore(api, target.store);
  return { ...body, memory_store_ids: [store.id], path_prefix: asFolder(target.path) };
}

function readLimit(text = '20'): number {
  if (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 100) return Number(text);
  throw usageFailure('--limit must be a whole number from 1 to 100.');
}
