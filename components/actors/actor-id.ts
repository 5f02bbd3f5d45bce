import type { ActorResource } from '@/lib/auth/schema';

/** The id of whoever acted, whichever kind they are. */
export function actorId(actor: ActorResource): string {
  switch (actor.type) {
    case 'session_actor':
      return actor.session_id;
    case 'api_actor':
      return actor.api_key_id;
    case 'user_actor':
      return actor.user_id;
    case 'service_account_actor':
      return actor.service_account_id;
    case 'system_actor':
      return actor.system_id;
  }
}
