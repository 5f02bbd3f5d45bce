'use client';

import { Bot, Cog, KeyRound, ServerCog, User } from 'lucide-react';
import Link from 'next/link';

import { useWorkspaceId } from '@/components/shell/workspace';
import type { ActorResource } from '@/lib/auth/schema';

import { actorId } from './actor-id';

/** The glyph and the word for each kind of actor. */
export const kinds = {
  session_actor: { icon: Bot, word: 'session', plural: 'sessions' },
  api_actor: { icon: KeyRound, word: 'API key', plural: 'API keys' },
  user_actor: { icon: User, word: 'user', plural: 'users' },
  service_account_actor: { icon: ServerCog, word: 'service account', plural: 'service accounts' },
  system_actor: { icon: Cog, word: 'system', plural: 'the system' },
} as const;

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

type ActorLabelProps = {
  actor: ActorResource | null;
  name?: string | undefined;
  /** False inside of what is itself pressed. */
  isLink?: boolean;
  /** Of the link, where one row of many is to be reached by Tab. */
  tabIndex?: 0 | -1;
};

/** Who did it: the glyph of their kind, and their name or the end of their id. A session leads to its page. */
export function ActorLabel({ actor, name, isLink = true, tabIndex }: ActorLabelProps) {
  const root = `/w/${useWorkspaceId()}`;
  if (!actor) return <span className="text-soft">unknown</span>;
  const { word } = kinds[actor.type];
  const shown = (
    <>
      <ActorGlyph actor={actor} />
      <span className="truncate">{describeActor(actor, name)}</span>
    </>
  );
  const title = `${word} ${actorId(actor)}`;
  const className = 'inline-flex min-w-0 items-center gap-1.5';
  if (!isLink || actor.type !== 'session_actor') {
    return (
      <span title={title} className={className}>
        {shown}
      </span>
    );
  }
  return (
    <Link
      href={`${root}/sessions/${actor.session_id}`}
      prefetch={false}
      title={title}
      tabIndex={tabIndex}
      // Above what makes a whole row one link.
      className={`${className} relative z-1 text-inherit decoration-dotted hover:decoration-solid`}
    >
      {shown}
    </Link>
  );
}
