import 'server-only';

import type { Role } from '@/lib/auth/actor';
import { hashSecret } from '@/lib/auth/secret';
import { getDatabase } from '@/lib/db/database';
import { translateFailure } from '@/lib/db/failure';
import { AppError } from '@/lib/errors/app-error';

type InvitationLink = {
  kind: 'invitation';
  workspace_id: string;
  workspace_name: string;
  id: string;
  email: string;
  role: Role;
  expires_at: number;
  has_account: boolean;
};
type PasswordResetLink = {
  kind: 'password_reset';
  workspace_id: string;
  id: string;
  user_id: string;
  email: string;
  created_by_type: string;
  expires_at: number;
};
type Link = InvitationLink | PasswordResetLink;

/** In the same words whether it never was, was used, was revoked or has expired. */
export const deadLink = 'this link is not good any more, or never was: ask for a new one';

async function resolveLink(token: string): Promise<Link | null> {
  try {
    const [row] = await getDatabase().query<{ found: Link | null }>('SELECT resolve_link($1) AS found', [
      hashSecret(token),
    ]);
    return row?.found ?? null;
  } catch (error) {
    throw translateFailure(error);
  }
}

/** What a link is for that somebody opened, before anything is known of them. Throws `not_found` for every link that is not good. */
export async function findLink<Kind extends Link['kind']>(
  token: string,
  kind: Kind,
): Promise<Extract<Link, { kind: Kind }>> {
  const link = await resolveLink(token);
  if (link?.kind === kind) return link as Extract<Link, { kind: Kind }>;
  throw new AppError('not_found', deadLink, { errorCode: 'link_not_good' });
}
