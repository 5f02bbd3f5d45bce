import 'server-only';

import type { AuthOptions, CookieOption } from 'next-auth';

import { logger } from '@/lib/logger/logger';

import { findSignedIn } from './person';
import { toReturnPath } from './return-path';
import { cookieName, idleLimitSeconds, isSecureSite, sessionSecret, toClaims } from './session-cookie';
import type { SessionClaims } from './session-cookie';
import { verifySignIn } from './verify-sign-in';

/** What one request to next-auth led to that its answer does not say. */
export type Outcome = { signedIn: SessionClaims | null; failure: Error | null };

function cookie(purpose: string): CookieOption {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecureSite() };
  return { name: cookieName(purpose), options };
}

function ownCookies(): NonNullable<AuthOptions['cookies']> {
  return {
    sessionToken: cookie('session'),
    callbackUrl: cookie('callback-url'),
    csrfToken: cookie('csrf'),
    state: cookie('state'),
    nonce: cookie('nonce'),
    pkceCodeVerifier: cookie('pkce'),
  };
}

/** next-auth turns every failure into an answer of its own: this keeps what it was. */
async function keeping<Result>(outcome: Outcome, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    outcome.failure = error instanceof Error ? error : new Error('sign-in failed', { cause: error });
    throw error;
  }
}

function credentialsOf(outcome: Outcome, address: string): AuthOptions['providers'][number] {
  return {
    id: 'credentials',
    name: 'E-mail and password',
    type: 'credentials',
    credentials: {},
    authorize: async (given) => {
      const { email = '', password = '' } = (given ?? {}) as Partial<Record<string, string>>;
      outcome.signedIn = await keeping(outcome, () => verifySignIn({ email, password }, address));
      return outcome.signedIn && { id: outcome.signedIn.sub };
    },
  };
}

/** The same sign-in when the cookie is encoded again, as long as the database says that it still counts. */
async function renew(outcome: Outcome, token: Record<string, unknown>): Promise<SessionClaims> {
  const claims = toClaims(token);
  const person = claims && (await keeping(outcome, () => findSignedIn(claims)));
  if (!claims || !person) throw new Error('the session has ended');
  return claims;
}

/** next-auth's options for one request. */
export function authOptions(outcome: Outcome, address: string): AuthOptions {
  return {
    secret: sessionSecret(),
    useSecureCookies: isSecureSite(),
    cookies: ownCookies(),
    session: { strategy: 'jwt', maxAge: idleLimitSeconds },
    jwt: { secret: sessionSecret(), maxAge: idleLimitSeconds },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [credentialsOf(outcome, address)],
    callbacks: {
      redirect: ({ url, baseUrl }) => baseUrl + toReturnPath(url, baseUrl),
      jwt: async ({ token }) => ({ ...(outcome.signedIn ?? (await renew(outcome, token))) }),
      session: ({ session: { expires } }) => ({ expires }),
    },
    logger: {
      error: (code) => logger().debug({ code }, 'next-auth'),
      warn: (code) => logger().debug({ code }, 'next-auth'),
      debug: () => undefined,
    },
  };
}
