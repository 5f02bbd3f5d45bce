import { blameMemoryOperation } from '@/lib/history/schema';

import { renderBlame } from '../blame-view';
import type { Command } from '../command';
import { writeJson } from '../command';
import { exitCodes } from '../failure';
import { listHistory, locateMemory } from '../locate';

export const blameCommand: Command = {
  name: 'blame',
  summary: 'who wrote which line, and in which version',
  usage: 'blame STORE:/PATH',
  positionals: { min: 1, max: 1 },
  options: {},
  examples: [`blame "Research notes":/research/raft.md`],
  run: async ({ api, terminal, args, wantsJson, now }) => {
    const located = await locateMemory(api, args.positionals[0] ?? '');
    const params = { memory_store_id: located.store.id, memory_id: located.memoryId };
    const blame = await api.call(blameMemoryOperation, { params });
    if (wantsJson) await writeJson(terminal, [blame]);
    else {
      const versions = await listHistory(api, located);
      await terminal.show(renderBlame({ blame, versions }, { now, paint: terminal.paint }));
    }
    return exitCodes.ok;
  },
};
