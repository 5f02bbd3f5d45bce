import 'server-only';

import { isIPv6 } from 'node:net';

import { env } from '@/lib/env';
import { forbidden } from '@/lib/errors/app-error';

/** The address that people use: `PUBLIC_URL`, or else where the server listens. */
export function publicOrigin(): string {
  const { PUBLIC_URL: configured, HOST: host, PORT: port } = env();
  return new URL(configured ?? `http://${isIPv6(host) ? `[${host}]` : host}:${port}`).origin;
}

function ownOrigin(request: Request): string {
  const configured = env().PUBLIC_URL;
  return configured ? new URL(configured).origin : `http://${request.headers.get('host') ?? ''}`;
}

/** A page of another site can make a browser send our cookie, but cannot forge these headers. Throws `forbidden`. */
export function assertSameOrigin(request: Request): void {
  if (request.method === 'GET') return;
  const site = request.headers.get('sec-fetch-site');
  const isForeignSite = site !== null && site !== 'same-origin';
  if (isForeignSite || request.headers.get('origin') !== ownOrigin(request)) {
    throw forbidden('the request does not come from a page of this server');
  }
}
