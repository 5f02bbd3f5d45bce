import path from 'node:path';

import { env } from '@/lib/env';

import { backUp } from './carry/back-up';
import { describeRows, placeOfEnvironment, runCommand } from './carry/command';
import { describeSecrets } from './carry/data-secrets';

const help = `npm run backup -- [--to FILE] [--json]
Writes everything into one file, as of one moment, while servers go on: every table, the jobs that wait, and the secrets of the data folder.
The database is that of DATABASE_URL (with DATABASE_ADMIN_URL where the first has not the owner's rights), or the one in DATA_DIR.
Without --to the file is in ./backups, named after the time. No file is overwritten.`;

function nameAfter(now: Date): string {
  const instant = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  return path.join('backups', `palimpsest-${instant}.backup.gz`);
}

await runCommand({
  help,
  maxPositionals: 0,
  run: async ({ to, wantsJson, terminal, now }) => {
    const place = placeOfEnvironment();
    const made = await backUp(place, { file: path.resolve(to ?? nameAfter(now)), terminal, now });
    terminal.progress('');
    const { file, size_bytes: size, sha256, rows, tables, seconds } = made;
    if (wantsJson) return terminal.write(`${JSON.stringify(made)}\n`);
    await terminal.write(
      `${file}\n${describeRows(rows, tables, seconds)}; ${size.toLocaleString('en')} bytes, SHA-256 of the rows ${sha256}.\n`,
    );
    terminal.note(
      `The file holds every text, and hashes of every key and password: only you can read it, keep it so. ${describeSecrets(made.has_secret, env().SECRET !== undefined)}`,
    );
  },
});
