import { env } from '@/lib/env';

import { describeRows, placeOfEnvironment, runCommand } from './carry/command';
import { moveToPostgres } from './carry/move-to-postgres';
import { movedFile } from '@/lib/db/moved-folder';
import { usageFailure } from './inspect/failure';

const help = `DATABASE_URL=postgres://… npm run move-to-postgres -- [--json]
Carries everything from the embedded database in DATA_DIR into the empty database of DATABASE_URL (with DATABASE_ADMIN_URL where the first
has not the owner's rights), and compares counts and hashes of both. Stop the server first. The folder's database stays as it is, but refuses
to be started. If this is killed, run it again: it goes on where it stopped.`;

function sayWhatToSet(dataDir: string): string {
  const secret =
    env().SECRET === undefined
      ? `Keep DATA_DIR=${dataDir}, whose file "secret" page cursors and sign-ins need; give servers on other machines its content as SECRET.`
      : 'Give every server the same SECRET as before.';
  return `Start Palimpsest with the same DATABASE_URL from now on. ${secret}\nThe embedded database is still there and refuses to be started, as ${movedFile(dataDir)} says. Delete the folder "database" beside that file when you do not want it any more.`;
}

await runCommand({
  help,
  maxPositionals: 0,
  run: async ({ wantsJson, terminal, now }) => {
    const { url, adminUrl, dataDir } = placeOfEnvironment();
    if (url === undefined) throw usageFailure('DATABASE_URL is not set: move where to?', help);
    const moved = await moveToPostgres({ dataDir, url, adminUrl, terminal, now });
    terminal.progress('');
    if (wantsJson) return terminal.write(`${JSON.stringify(moved)}\n`);
    const resumed =
      moved.resumed_after > 0
        ? ` ${moved.resumed_after.toLocaleString('en')} of them had been moved before.`
        : '';
    await terminal.write(
      `Moved to ${moved.to}: ${describeRows(moved.rows, moved.tables, moved.seconds)}.${resumed} All counts and hashes are the same on both sides.\n`,
    );
    terminal.note(sayWhatToSet(dataDir));
  },
});
