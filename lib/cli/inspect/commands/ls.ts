import { listMemoriesOperation } from '@/lib/memories/schema';
import type { MemoryResource } from '@/lib/memories/schema';

import { parseTarget } from '../address';
import type { Command } from '../command';
import { collect, writeJson } from '../command';
import { exitCodes, usageFailure } from '../failure';
import { entryOfMemory, renderFolder, renderTree } from '../listing-view';
import { locateStore } from '../locate';

export const lsCommand: Command = {
  name: 'ls',
  summary: 'the memories of a store, with their size and what agents are served',
  usage: 'ls STORE[:/FOLDER/] [--tree]',
  positionals: { min: 1, max: 1 },
  options: { tree: { type: 'boolean', about: 'everything below, not the one folder' } },
  examples: ['ls Research --tree', `ls "Research notes":/research/`],
  details:
    '● served to agents, ○ withheld from them for the reason named, ◐ serving an earlier version, ■ locked: agents may not write.',
  run: async ({ api, terminal, args, wantsJson }) => {
    const target = parseTarget(args.positionals[0] ?? '');
    if (target.store === null || target.memoryId !== null)
      throw usageFailure('ls lists a store or a folder.', 'Write STORE or STORE:/FOLDER/.');
    const store = await locateStore(api, target.store);
    const folder = asFolder(target.path);
    const isTree = args.has('tree');
    const query = { path_prefix: folder, depth: isTree ? '0' : '1', include: 'governance' };
    const items = await collect(
      api.list(listMemoriesOperation, { params: { memory_store_id: store.id }, query }),
    );
    if (wantsJson) await writeJson(terminal, items);
    else if (isTree) {
      const memories = items.filter((item): item is MemoryResource => item.type === 'memory');
      const entries = memories.map((memory) => entryOfMemory(memory, terminal.paint));
      await terminal.show(renderTree(entries, { folder, paint: terminal.paint }));
    } else await terminal.show(renderFolder(items, { folder, paint: terminal.paint }));
    return exitCodes.ok;
  },
};

export function asFolder(path: string | null): string {
  return path === null || path.endsWith('/') ? (path ?? '/') : `${path}/`;
}
