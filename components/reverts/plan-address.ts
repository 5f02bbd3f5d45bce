import type { RevertSubject } from '@/lib/reverts/queries';

/** What the address of the form asks to revert; null while it names nobody. */
export function readPlan(params: { get: (name: string) => string | null }): RevertSubject | null {
  const [session, key] = [params.get('session'), params.get('key')];
  const [gte, lte] = [params.get('from'), params.get('until')];
  const id = session ?? key;
  if (!id) return null;
  return {
    subject: { type: session === null ? 'api_key' : 'session', id },
    ...((gte ?? lte) !== null && {
      created_at: { ...(gte !== null && { gte }), ...(lte !== null && { lte }) },
    }),
  };
}
