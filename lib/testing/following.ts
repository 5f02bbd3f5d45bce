import { expect, vi } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { createEventReader } from '@/lib/http/event-text';
import { followChanges } from '@/lib/live/follow-changes';
import type { ChangeResource, ChangesResource } from '@/lib/live/schema';

export type Follower = {
  /** In the order in which they came. */
  changes: ChangeResource[];
  /** Everything that was sent. */
  text: () => string;
  /** Behind what has come so far. */
  cursor: () => string;
  /** Resolves when the stream has ended. */
  ended: Promise<void>;
  close: () => Promise<void>;
};

type Options = { after?: string; isFollowing?: boolean; lookAgain?: () => Promise<Actor> };

/** A reader of the live stream who is always ready for more. */
export async function openFollower(actor: Actor, options: Options = {}): Promise<Follower> {
  const { after, isFollowing = true, lookAgain = () => Promise.resolve(actor) } = options;
  const query = { follow: isFollowing, ...(after !== undefined && { after }) };
  const { frames } = await followChanges({ actor, lookAgain }, query);
  const stop = new AbortController();
  const changes: ChangeResource[] = [];
  const pieces: string[] = [];
  let cursor = '';
  const read = createEventReader(({ id, name, data }) => {
    cursor = id;
    if (name === 'changes') changes.push(...(JSON.parse(data) as ChangesResource).data);
  });
  const decoder = new TextDecoder();
  const ended = (async () => {
    for await (const frame of frames(stop.signal)) {
      pieces.push(decoder.decode(frame));
      read(pieces.at(-1)!);
    }
  })();
  const close = () => {
    stop.abort();
    return ended;
  };
  return { changes, text: () => pieces.join(''), cursor: () => cursor, ended, close };
}

/** Until what came is, in whatever order, what is expected. */
export async function expectTold({ changes }: Follower, entryIds: readonly string[]): Promise<void> {
  await vi.waitFor(() => expect(changes.map(({ id }) => id).toSorted()).toEqual(entryIds.toSorted()), {
    timeout: 20_000,
  });
}
