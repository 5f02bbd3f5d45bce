import 'server-only';

import { createHmac } from 'node:crypto';

type Message = { id: string; timestampSeconds: number; body: string };

const prefix = 'whsec_';

/**
 * The headers of a message by the Standard Webhooks specification: one signature (`v1`, HMAC-SHA256 of id, time and body) for each
 * secret, the present one first.
 */
export function signMessage(
  { id, timestampSeconds, body }: Message,
  secrets: readonly string[],
): Record<string, string> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestampSeconds}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': signatures.join(' '),
  };
}
