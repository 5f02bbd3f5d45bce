import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { AppError, forbidden } from '@/lib/errors/app-error';
import type { EventStream } from '@/lib/http/transport';

import { makeBatch, makeReady } from './batch';
import type { Batch } from './batch';
import { makeInbox } from './inbox';
import { openPosition, readChanges, readSnapshot, sealPosition, unknownCursor } from './internal';
import { joinHub } from './join-hub';
import type { Member } from './join-hub';
import { outlookOf } from './policy';
import type { Outlook } from './policy';
import { isAhead } from './position';
import type { Position } from './position';
import type { FollowQuery } from './schema';
import { takePlace } from './take-place';

/** Some 3,000 changes. Who has not taken them by then is cut off, and goes on from their cursor. */
const inboxBytes = 1_000_000;

type Caller = { actor: Actor; lookAgain: () => Promise<Actor> };

function assertMayFollow(actor: Actor): Outlook {
  const outlook = outlookOf(actor);
  if (outlook) return outlook;
  throw forbidden(
    'following changes needs the scope memories:read or audit:read, and is not for agents: they read what they are served',
  );
}

/** The changes from a position up to what the snapshot `bound` could see. */
async function* catchUp(workspaceId: string, start: Position, bound: string): AsyncGenerator<Batch> {
  let position = start;
  while (position.upTo !== undefined || position.seen !== bound) {
    const page = await readChanges(workspaceId, { upTo: bound, ...position });
    position = page.position;
    yield makeBatch(sealPosition(workspaceId, position), page.changes);
  }
}

/** Reads as far as there is something to read. */
async function readUpToNow(caller: Caller, outlook: Outlook, after: Position | null): Promise<EventStream> {
  const { workspaceId } = caller.actor;
  const bound = await readSnapshot(workspaceId);
  const start = after ?? { seen: bound };
  if (isAhead(start, bound)) throw unknownCursor();
  return {
    frames: async function* frames() {
      yield makeReady(sealPosition(workspaceId, start));
      for await (const batch of catchUp(workspaceId, start, bound)) {
        const frame = batch.frameFor(outlook);
        if (frame) yield frame;
      }
    },
  };
}

/** One stream's end of the hub. Their rights are looked at again at each heartbeat, and at once where a change is about the reader. */
function makeReader({ actor, lookAgain }: Caller, firstOutlook: Outlook) {
  const inbox = makeInbox<Batch>(inboxBytes);
  let outlook: Outlook | null = firstOutlook;
  let looking = Promise.resolve();
  let isTooSlow = false;

  async function look(): Promise<void> {
    try {
      const now = await lookAgain();
      outlook = now.workspaceId === actor.workspaceId ? outlookOf(now) : null;
    } catch (error) {
      // Nothing can be told while the database is away, and it is asked again at the next heartbeat.
      const isAway = error instanceof AppError && error.code === 'database_unavailable';
      if (!isAway) outlook = null;
    }
    if (!outlook) inbox.close();
  }
  const lookSoon = () => {
    looking = looking.then(look);
  };
  const deliver = (batch: Batch) => {
    if (batch.changes.some(({ target }) => target.id === actor.id)) lookSoon();
    isTooSlow ||= !inbox.put(batch, batch.sizeBytes);
  };
  const member: Member = {
    deliver,
    beat: (heartbeat) => {
      lookSoon();
      deliver(heartbeat);
    },
  };

  return {
    member,
    close: inbox.close,
    next: async (): Promise<Batch | null> => {
      const batch = await inbox.take();
      if (isTooSlow) throw new AppError('request_timeout', 'the events were not taken in time');
      return batch;
    },
    /** As the reader may see it now; null where there is nothing in it for them. */
    frameOf: async (batch: Batch): Promise<Uint8Array | null> => {
      await looking;
      return outlook && batch.frameFor(outlook);
    },
  };
}

type Joined = Awaited<ReturnType<typeof joinHub>>;

async function* tellAll(
  reader: ReturnType<typeof makeReader>,
  { position }: Joined,
  start: Position,
  workspaceId: string,
): AsyncGenerator<Uint8Array> {
  yield makeReady(sealPosition(workspaceId, start));
  for await (const batch of catchUp(workspaceId, start, position.seen)) {
    const frame = await reader.frameOf(batch);
    if (frame) yield frame;
  }
  for (let batch = await reader.next(); batch; batch = await reader.next()) {
    const frame = await reader.frameOf(batch);
    if (frame) yield frame;
  }
}

/** Everything that changes in the workspace, from where the caller stands. Needs `memories:read` or `audit:read`; no agents. */
export async function followChanges(caller: Caller, query: FollowQuery): Promise<EventStream> {
  const { actor } = caller;
  const { workspaceId } = actor;
  const outlook = assertMayFollow(actor);
  const after = query.after === undefined ? null : openPosition(workspaceId, query.after);
  if (!query.follow) return readUpToNow(caller, outlook, after);

  const leavePlace = takePlace(actor);
  const reader = makeReader(caller, outlook);
  const joined = await joinHub(workspaceId, reader.member).catch((error: unknown) => {
    leavePlace();
    throw error;
  });
  const leave = () => {
    joined.leave();
    leavePlace();
  };
  const start = after ?? joined.position;
  if (isAhead(start, joined.position.seen)) {
    leave();
    throw unknownCursor();
  }
  return {
    frames: async function* frames(signal) {
      signal.addEventListener('abort', reader.close, { once: true });
      try {
        yield* tellAll(reader, joined, start, workspaceId);
      } finally {
        leave();
      }
    },
  };
}
