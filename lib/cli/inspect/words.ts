import type { ActorResource } from '@/lib/auth/schema';

const thousands = /\B(?=(\d{3})+$)/g;

export function formatCount(count: number): string {
  return String(count).replaceAll(thousands, ',');
}

/** "1 line", "2 lines". */
export function countOf(count: number, word: string, plural = `${word}s`): string {
  return `${formatCount(count)} ${count === 1 ? word : plural}`;
}

export function formatSize(bytes: number | null): string {
  return bytes === null ? '-' : `${formatCount(bytes)} B`;
}

/** With its sign: `+5,776`, `-5,776`; nothing when there is nothing to compare with. */
export function formatChange(bytes: number | null, before: number | null): string {
  if (bytes === null || before === null) return '';
  const change = bytes - before;
  return `${change < 0 ? '-' : '+'}${formatCount(Math.abs(change))}`;
}

/** The end of an id is what differs; it can be typed back. */
export function shortId(id: string): string {
  return `…${id.slice(-4)}`;
}

export function shortHash(sha256: string | null): string {
  return sha256?.slice(0, 8) ?? '-';
}

export function describeActor(actor: ActorResource | null): string {
  switch (actor?.type) {
    case undefined:
      return 'unknown';
    case 'session_actor':
      return `session ${shortId(actor.session_id)}`;
    case 'api_actor':
      return `key ${shortId(actor.api_key_id)}`;
    case 'user_actor':
      return `user ${shortId(actor.user_id)}`;
    case 'service_account_actor':
      return `service account ${shortId(actor.service_account_id)}`;
    case 'system_actor':
      return `system ${actor.system_id}`;
  }
}
