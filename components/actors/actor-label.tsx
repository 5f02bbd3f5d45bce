import { Bot, Cog, KeyRound, ServerCog, User } from 'lucide-react';

import type { ActorResource } from '@/lib/auth/schema';

const kinds = {
  session_actor: { icon: Bot, word: 'session' },
  api_actor: { icon: KeyRound, word: 'API key' },
  user_actor: { icon: User, word: 'user' },
  service_account_actor: { icon: ServerCog, word: 'service account' },
  system_actor: { icon: Cog, word: 'system' },
} as const;

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

const shownIdCharacters = 4;

/** Names somebody in a sentence: "session …1dUx", or by their name where it is known. */
export function describeActor(actor: ActorResource, name?: string): string {
  const { word } = kinds[actor.type];
  return `${word} ${name ?? `…${actorId(actor).slice(-shownIdCharacters)}`}`;
}

/** The glyph of whichever kind somebody is. */
export function ActorGlyph({ actor }: { actor: ActorResource }) {
  const { icon: Icon } = kinds[actor.type];
  return <Icon aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-soft" />;
}

type ActorLabelProps = { actor: ActorResource | null; name?: string | undefined };

/** Who did it: the glyph of their kind, and their name or the end of their id. */
export function ActorLabel({ actor, name }: ActorLabelProps) {
  if (!actor) return <span className="text-soft">unknown</span>;
  const { word } = kinds[actor.type];
  return (
    <span title={`${word} ${actorId(actor)}`} className="inline-flex min-w-0 items-center gap-1.5">
      <ActorGlyph actor={actor} />
      <span className="truncate">{describeActor(actor, name)}</span>
    </span>
  );
}
