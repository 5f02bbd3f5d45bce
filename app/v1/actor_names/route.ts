import { endpoint, handle } from '@/lib/http/endpoint';
import { nameActorsOperation } from '@/lib/sessions/actor-name';
import { nameActors } from '@/lib/sessions/name-actors';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(nameActorsOperation, ({ actor, body }) => nameActors(actor, body)),
);
