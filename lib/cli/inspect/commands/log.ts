import type { Command } from '../command';
import { writeJson } from '../command';
import { exitCodes } from '../failure';
import { listHistory, locateMemory } from '../locate';
import { renderLog } from '../log-view';

export const logCommand: Command = {
  name: 'log',
  summary: 'the story of a memory: every version, who wrote it, and what they knew',
  usage: 'log STORE:/PATH',
  positionals: { min: 1, max: 1 },
  options: {},
  examples: [
    `log "Research notes":/research/crdts.md`,
    'log mem_01…',
    'log Research:/research/crdts.md --json',
  ],
  run: async ({ api, terminal, args, wantsJson, now }) => {
    const located = await locateMemory(api, args.positionals[0] ?? '');
    const versions = await listHistory(api, located);
    if (wantsJson) await writeJson(terminal, versions);
    else {
      const story = { storeName: located.store.name, memoryId: located.memoryId, versions };
      await terminal.show(renderLog(story, { now, paint: terminal.paint }));
    }
    return exitCodes.ok;
  },
};
