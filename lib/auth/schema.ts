import { z } from 'zod';

import type { ActorType } from './actor';

const idField = {
  session_actor: 'session_id',
  api_actor: 'api_key_id',
  user_actor: 'user_id',
  service_account_actor: 'service_account_id',
  system_actor: 'system_id',
} as const satisfies Record<ActorType, string>;

/** Who did something, as recorded when it was done. */
export const actorResource = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('session_actor'), session_id: z.string() }),
  z.strictObject({ type: z.literal('api_actor'), api_key_id: z.string() }),
  z.strictObject({ type: z.literal('user_actor'), user_id: z.string() }),
  z.strictObject({ type: z.literal('service_account_actor'), service_account_id: z.string() }),
  z.strictObject({ type: z.literal('system_actor'), system_id: z.string() }),
]);
export type ActorResource = z.infer<typeof actorResource>;

export function presentActor(type: string, id: string): ActorResource {
  return actorResource.parse({ type, [idField[type as ActorType]]: id });
}
