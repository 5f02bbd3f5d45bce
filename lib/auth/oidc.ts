import 'server-only';

import type { AuthOptions } from 'next-auth';
import type { OAuthConfig } from 'next-auth/providers/oauth';

import { env } from '@/lib/env';

import type { Identity } from './identity';

type Provider = Extract<AuthOptions['providers'][number], { type: 'oauth' }>;
type Claims = Record<string, unknown>;
type Endpoint = Exclude<OAuthConfig<Claims>['userinfo'], string | undefined>;
type Client = Parameters<NonNullable<Endpoint['request']>>[0]['client'];
type TokenSet = Exclude<Parameters<Client['userinfo']>[0], string>;

/** How long ago somebody may have signed in at the provider, which is asked to say when that was. */
const maxAgeSeconds = 12 * 60 * 60;

/** Somebody is waiting at an empty page while the provider is asked. */
const providerTimeoutMs = 10_000;

/** What the provider of single sign-on is called here; null where there is none. */
export function ssoName(): string | null {
  const { OIDC_ISSUER: issuer, OIDC_NAME: name } = env();
  return issuer === undefined ? null : name;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Null for claims that name nobody. */
export function readIdentity(claims: Claims | undefined): Identity | null {
  const [issuer, subject] = [textOf(claims?.['iss']), textOf(claims?.['sub'])];
  if (!claims || issuer === null || subject === null) return null;
  return {
    issuer,
    subject,
    email: textOf(claims['email'])?.trim().toLowerCase() ?? null,
    isEmailVerified: claims['email_verified'] === true,
    name: textOf(claims['name']),
  };
}

/** When they proved to the provider who they are, in microseconds; null where it does not say. */
export function readProofUs(claims: Claims | undefined): number | null {
  const seconds = claims?.['auth_time'];
  return typeof seconds === 'number' ? seconds * 1_000_000 : null;
}

/** next-auth's provider for whatever OpenID Connect issuer the environment names; nothing where it names none. */
export function oidcProviders(): Provider[] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env();
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return [];
  const provider: Provider = {
    id: 'oidc',
    name: env().OIDC_NAME,
    type: 'oauth',
    wellKnown: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    idToken: true,
    httpOptions: { timeout: providerTimeoutMs },
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: 'openid email profile', max_age: maxAgeSeconds } },
    // Some providers tell the address only here. Its subject is compared with the token's.
    userinfo: {
      request: async ({ client, tokens: given }) => {
        const tokens = asTokenSet(given);
        const hasMore = client.issuer.metadata.userinfo_endpoint !== undefined;
        const [claims, more] = [tokens.claims(), hasMore && (await client.userinfo(tokens))];
        // That an address is verified is believed of no other one than the one that stands beside it.
        const { email, email_verified: isVerified = false } =
          claims.email === undefined && more ? more : claims;
        return { ...more, ...claims, ...(email !== undefined && { email }), email_verified: isVerified };
      },
    },
    profile: (claims: Claims) => ({ id: textOf(claims['sub']) ?? '' }),
  };
  return [provider];
}

/** next-auth hands on the set as its library made it when it checked the token; only the type says less. */
function asTokenSet(tokens: object): TokenSet {
  return tokens as TokenSet;
}
