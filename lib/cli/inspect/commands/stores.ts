import type { Command } from '../command';
import { writeJson } from '../command';
import { exitCodes } from '../failure';
import { showInstant } from '../instants';
import { listStores } from '../locate';
import { toPrintable } from '../printable';
import { renderTable } from '../table';
import { formatCount, shortId } from '../words';

export const storesCommand: Command = {
  name: 'stores',
  summary: 'the memory stores that this key sees',
  usage: 'stores',
  positionals: { min: 0, max: 0 },
  options: {},
  examples: ['stores', 'stores --json'],
  run: async ({ api, terminal, wantsJson }) => {
    const stores = await listStores(api);
    if (wantsJson) await writeJson(terminal, stores);
    else if (stores.length === 0) await terminal.show('There are no stores.\n');
    else {
      const rows = stores.map((store) => [
        toPrintable(store.name),
        formatCount(store.governance?.memory_count ?? 0),
        showInstant(store.created_at),
        shortId(store.id),
        store.archived_at === null ? '' : 'archived',
      ]);
      const titles = ['NAME', 'MEMORIES', 'CREATED', 'ID', ''];
      const columns = titles.map((title) =>
        title === 'MEMORIES' ? { title, align: 'right' as const } : { title, maxWidth: 60 },
      );
      await terminal.show(`${renderTable(columns, rows, terminal.paint)}\n`);
    }
    return exitCodes.ok;
  },
};
