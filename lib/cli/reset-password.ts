import { openDatabase } from '@/lib/db/open';
import { env } from '@/lib/env';

import { assertFolderIsFree, makeResetLink } from './reset-link';

async function run([email, ...excess]: readonly string[]): Promise<string> {
  if (email === undefined || excess.length > 0) {
    throw new Error('Say whose: npm run reset-password -- somebody@example.org');
  }
  if (env().DATABASE_URL === undefined) await assertFolderIsFree(env());
  const database = await openDatabase();
  try {
    const { url, expires_at: expiresAt } = await makeResetLink(email);
    return `With this link ${email} sets a new password, once, until ${expiresAt.slice(0, 16)}Z:\n\n  ${url}\n\nEvery browser in which they are signed in is then signed out.`;
  } finally {
    await database.close();
  }
}

run(process.argv.slice(2)).then(
  (text) => process.stdout.write(`${text}\n`),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
