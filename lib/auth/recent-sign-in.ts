import { AppError } from '@/lib/errors/app-error';
import { stepUpRequired } from '@/lib/http/step-up';

import type { Actor } from './actor';

/** A browser that somebody left open is worth little to whoever finds it. */
export const recentSignInUs = 5 * 60_000_000;

/**
 * For acts that give power away or destroy (OWASP ASVS 7.5.3): a person has signed in within five minutes, or is asked to do so again. Keys
 * and tokens prove themselves with every request. Throws `forbidden` with the code `step_up_required`.
 */
export function assertRecentSignIn(actor: Actor): void {
  if (actor.type !== 'user_actor' || actor.hasRecentSignIn === true) return;
  throw new AppError('forbidden', 'this wants a sign-in of the last 5 minutes: sign in again and repeat it', {
    errorCode: stepUpRequired,
  });
}
