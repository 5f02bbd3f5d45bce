import 'server-only';

import { existsSync } from 'node:fs';
import path from 'node:path';

import { systemActor } from '@/lib/auth/actor';
import { findPersonByEmail } from '@/lib/auth/person';
import { lockFolder } from '@/lib/db/folder-lock';
import type { Env } from '@/lib/env';
import { createPasswordReset } from '@/lib/workspaces/create-password-reset';
import type { NewPasswordReset } from '@/lib/workspaces/password';

/** That the embedded database is there and nobody uses it. Throws a sentence that says what to do. */
export async function assertFolderIsFree({ DATA_DIR: folder }: Pick<Env, 'DATA_DIR'>): Promise<void> {
  if (!existsSync(path.join(folder, 'database'))) {
    throw new Error(
      `There is no database in ${folder}. Set DATA_DIR, or DATABASE_URL, to what the server is started with.`,
    );
  }
  const release = await lockFolder(folder).catch((error: unknown) => {
    throw new Error(
      `A running server has the data folder ${folder}, and the embedded database is for one process at a time. Nothing was changed. Stop the server, run this again, start the server, and then open the link.`,
      { cause: error },
    );
  });
  release();
}

/**
 * A link with which whoever has this address sets a new password, whatever workspaces they belong to: who can run this has the database
 * anyway. Throws a sentence for an address that opens nothing.
 */
export async function makeResetLink(email: string): Promise<NewPasswordReset> {
  const person = await findPersonByEmail(email);
  if (!person) throw new Error(`Nobody has the address ${email} here. Nothing was changed.`);
  const [first] = person.memberships;
  if (!first) throw new Error(`${email} belongs to no workspace, so a password would open nothing.`);
  return createPasswordReset(systemActor(first.workspaceId, 'reset-password'), person.id);
}
