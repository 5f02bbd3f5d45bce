import path from 'node:path';

import { describeRows, placeOfEnvironment, runCommand } from './carry/command';
import { restore } from './carry/restore';
import { usageFailure } from './inspect/failure';

const help = `npm run restore -- FILE [--json]
Fills an empty database with a backup: that of DATABASE_URL (with DATABASE_ADMIN_URL where the first has not the owner's rights), or one in
the empty folder DATA_DIR. The file is read whole before anything is written, and counts and hashes are compared afterwards. Until then no
start takes the database. If this is killed, run it again: it goes on where it stopped.`;

await runCommand({
  help,
  maxPositionals: 1,
  run: async ({ positionals: [file], wantsJson, terminal }) => {
    if (file === undefined) throw usageFailure('the backup is missing.', help);
    const done = await restore(placeOfEnvironment(), { file: path.resolve(file), terminal });
    terminal.progress('');
    if (wantsJson) return terminal.write(`${JSON.stringify(done)}\n`);
    await terminal.write(
      `Restored what was backed up at ${done.made_at}: ${describeRows(done.rows, done.tables, done.seconds)}. All counts and hashes are the same.\n`,
    );
    terminal.note('Start Palimpsest: it brings the database up to this release and fills the search again.');
  },
});
