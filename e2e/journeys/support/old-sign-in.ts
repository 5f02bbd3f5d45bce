import { hkdfSync } from 'node:crypto';

import type { Page } from '@playwright/test';
import { decode, encode } from 'next-auth/jwt';

import { readSecret } from './servers';
import type { JourneyServer } from './servers';

const cookieName = 'palimpsest.session';

/** Makes the sign-in of a page look as if it had been that long ago, as the server itself would have written it then. */
export async function ageSignIn(page: Page, server: JourneyServer, byMs: number): Promise<void> {
  const key = hkdfSync('sha256', readSecret(server.dataDir, 'secret'), '', 'palimpsest browser session', 32);
  const secret = Buffer.from(key).toString('base64url');
  const cookie = (await page.context().cookies()).find(({ name }) => name === cookieName);
  const token = cookie && (await decode({ token: cookie.value, secret }));
  if (!cookie || !token?.sub) throw new Error('Nobody is signed in on this page.');
  const loginAt = Number(token['loginAt']) - byMs * 1000;
  const value = await encode({ token: { sub: token.sub, loginAt }, secret });
  await page.context().addCookies([{ ...cookie, value }]);
}
