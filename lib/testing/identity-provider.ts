import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';

import Provider from 'oidc-provider';

import { findFreePort } from './free-port';

export const clientId = 'palimpsest';
export const clientSecret = randomBytes(24).toString('hex');

/** What the provider says of somebody, by what they sign in as. */
export type ProviderPeople = Record<string, { email?: string; email_verified?: boolean; name?: string }>;

export type IdentityProvider = {
  issuer: string;
  /** The settings of a server that trusts it. */
  env: Record<string, string>;
  /** From now on it sends people back to a server at this address. */
  serve: (url: string, people: ProviderPeople) => void;
  stop: () => Promise<void>;
};

const scope = 'openid email profile';

function makeProvider(issuer: string, url: string, people: ProviderPeople): Provider {
  const redirectUri = `${url}/api/auth/callback/oidc`;
  const provider: Provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    pkce: { methods: ['S256'], required: () => true },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    // Nobody is asked whether this server may know them.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({ clientId, accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope(scope);
      await grant.save();
      return grant;
    },
  });
  return provider;
}

/** A real OpenID Connect provider on this machine, with a page on which anybody signs in as anybody. */
export async function startIdentityProvider(): Promise<IdentityProvider> {
  const port = await findFreePort();
  const issuer = `http://127.0.0.1:${port}`;
  let handle: (...call: Parameters<RequestListener>) => unknown = (_, response) =>
    response.writeHead(503).end();
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    issuer,
    env: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: clientId,
      OIDC_CLIENT_SECRET: clientSecret,
      OIDC_NAME: 'Example Login',
    },
    serve: (url, people) => {
      handle = makeProvider(issuer, url, people).callback();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
