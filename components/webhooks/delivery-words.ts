import type { DeliveryError, WebhookDeliveryResource, WebhookResource } from '@/lib/webhooks/schema';

const errorWords: Record<DeliveryError, string> = {
  bad_status: 'refused',
  redirected: 'answered with a redirect, which is not followed',
  gone: 'answered that it is gone',
  timed_out: 'no answer within 15 seconds',
  unreachable: 'could not be reached',
  unknown_host: 'its name could not be resolved',
  forbidden_address: 'not an address of the open internet over https',
};

/** How the last attempt went. */
export function describeAttempt({
  attempts,
  last_status_code: code,
  last_error: error,
}: WebhookDeliveryResource): string {
  if (attempts === 0) return 'not tried yet';
  const outcome = error === null ? 'taken' : errorWords[error];
  const tries = attempts === 1 ? 'once' : `${attempts} times`;
  return `tried ${tries}: ${code === null ? '' : `${code}, `}${outcome}`;
}

type State = { word: string; tone: 'added' | 'withheld' | 'danger' | 'neutral' };

/** How a webhook stands, in a word or two. */
export function describeState({
  state,
  disabled_reason: reason,
  failing_since: failing,
}: WebhookResource): State {
  if (state === 'enabled')
    return failing === null ? { word: 'enabled', tone: 'added' } : { word: 'failing', tone: 'withheld' };
  if (reason === 'gone') return { word: 'disabled: it is gone', tone: 'danger' };
  if (reason === 'failing') return { word: 'disabled: it took nothing for days', tone: 'danger' };
  return { word: 'disabled', tone: 'neutral' };
}

const familyWords: Record<string, string> = {
  'memory.*': 'Memories: written, moved, deleted, withheld, locked …',
  'memory_version.*': 'Redactions of versions',
  'memory_store.*': 'Stores: created, archived, exported, deleted …',
  'session.*': 'Sessions: started, archived',
};

export function describeFamily(family: string): string {
  return familyWords[family] ?? family;
}
