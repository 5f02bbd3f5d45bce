import 'server-only';

import { lookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';

import { isPublicAddress } from './is-public-address';
import type { DeliveryError } from './schema';

/** The whole attempt, from the name's resolution to the answer's first line. */
const timeoutMs = 15_000;

class ForbiddenAddress extends Error {}

type Message = {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Whether it may go to addresses that are not of the open internet, and without TLS. */
  allowsPrivate: boolean;
};
export type Outcome = { statusCode: number | null; error: DeliveryError | null };

/**
 * Resolves a name and lets the connection go to the very addresses that were looked at, so that the name cannot mean another one a moment
 * later. One that is not of the open internet refuses them all.
 */
const lookUpChecked: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, []);
    if (!addresses.every(({ address }) => isPublicAddress(address)))
      return callback(new ForbiddenAddress('not of the open internet'), []);
    const [first] = addresses;
    if (options.all || !first) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};

/** A host that is an address itself is never resolved. */
function isForbidden({ protocol, hostname }: URL): boolean {
  const literal = hostname.replace(/^\[|\]$/g, '');
  return protocol !== 'https:' || (isIP(literal) !== 0 && !isPublicAddress(literal));
}

function judge(statusCode: number): Outcome {
  if (statusCode >= 200 && statusCode < 300) return { statusCode, error: null };
  if (statusCode === 410) return { statusCode, error: 'gone' };
  return { statusCode, error: statusCode >= 300 && statusCode < 400 ? 'redirected' : 'bad_status' };
}

function nameFailure(error: Error & { code?: string }): DeliveryError {
  if (error instanceof ForbiddenAddress) return 'forbidden_address';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'timed_out';
  return error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN' ? 'unknown_host' : 'unreachable';
}

/** One attempt. Redirects are not followed, and of the answer only the status is looked at. Never throws. */
export function sendMessage({ url, headers, body, allowsPrivate }: Message): Promise<Outcome> {
  const target = new URL(url);
  if (!allowsPrivate && isForbidden(target))
    return Promise.resolve({ statusCode: null, error: 'forbidden_address' });
  const { request } = target.protocol === 'https:' ? https : http;
  return new Promise((resolve) => {
    const options = {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Palimpsest',
        ...headers,
      },
      // A connection of its own, so that none is taken over that was made under another look-up.
      agent: false as const,
      signal: AbortSignal.timeout(timeoutMs),
      ...(!allowsPrivate && { lookup: lookUpChecked }),
    };
    const sending = request(target, options, (response) => {
      resolve(judge(response.statusCode ?? 0));
      response.destroy();
    });
    sending.on('error', (error) => resolve({ statusCode: null, error: nameFailure(error) }));
    sending.end(body);
  });
}
