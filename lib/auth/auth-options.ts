import 'server-only';

import type { AuthOptions, CookieOption } from 'next-auth';

import { logger } from '@/lib/logger/logger';

import type { Entrance, Identity } from './identity';
import { oidcProviders, readIdentity, readProofUs } from './oidc';
import { findSignedIn, readClockUs } from './person';
import { toReturnPath } from './return-path';
import { cookieName, idleLimitSeconds, isSecureSite, sessionSecret, toClaims } from './session-cookie';
import type { SessionClaims } from './session-cookie';
import { verifySignIn } from './verify-sign-in';

/** What one request to next-auth led to that its answer does not say. */
export type Outcome = { signedIn: SessionClaims | null; failure: Error | null };

/** Who calls, and what their identity at a provider would open. */
export type Visit = { address: string; enter: (identity: Identity) => Promise<Entrance> };

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

/** Whether what a provider says lets somebody in; the page to go to instead where it does not. */
async function admit(outcome: Outcome, visit: Visit, claims: Record<string, unknown> | undefined) {
  const identity = readIdentity(claims);
  if (!identity) throw new Error('the provider named nobody');
  const entrance = await keeping(outcome, () => visit.enter(identity));
  if ('refusal' in entrance) return `/sign-in/refused?why=${entrance.refusal}`;
  const loginAt = await keeping(outcome, readClockUs);
  const provedAt = Math.min(readProofUs(claims) ?? loginAt, loginAt);
  outcome.signedIn = { sub: entrance.userId, loginAt, provedAt };
  return true;
}

/** The same sign-in when the cookie is encoded again, as long as the database says that it still counts. */
async function renew(outcome: Outcome, token: Record<string, unknown>): Promise<SessionClaims> {
  const claims = toClaims(token);
  const person = claims && (await keeping(outcome, () => findSignedIn(claims)));
  if (!claims || !person) throw new Error('the session has ended');
  return claims;
}

/** next-auth's options for one request. */
export function authOptions(outcome: Outcome, visit: Visit): AuthOptions {
  return {
    secret: sessionSecret(),
    useSecureCookies: isSecureSite(),
    cookies: ownCookies(),
    session: { strategy: 'jwt', maxAge: idleLimitSeconds },
    jwt: { secret: sessionSecret(), maxAge: idleLimitSeconds },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [credentialsOf(outcome, visit.address), ...oidcProviders()],
    callbacks: {
      redirect: ({ url, baseUrl }) => baseUrl + toReturnPath(url, baseUrl),
      signIn: ({ account, profile }) =>
        account?.provider === 'oidc' ? admit(outcome, visit, profile as Record<string, unknown>) : true,
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
