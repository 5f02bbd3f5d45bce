import 'server-only';

import { getDatabase } from '@/lib/db/database';
import type { Database } from '@/lib/db/database';
import { logger } from '@/lib/logger/logger';

import { makeBatch, makeHeartbeat } from './batch';
import type { Batch } from './batch';
import { changesChannel } from './channel';
import { readChanges, readSnapshot, sealPosition } from './internal';
import type { Position } from './position';

/** Readers hear of writes together, so that many writes in a row cost each of them one event. */
const readAtMostEveryMs = 200;
/** Whatever was not announced, or not heard, is found by then. */
const pollEveryMs = 5_000;
const beatEveryMs = 15_000;

export type Member = {
  deliver: (batch: Batch) => void;
  /** The stream is to show that it lives, and the reader's rights are to be looked at again. */
  beat: (heartbeat: Batch) => void;
};

type Joining = { member: Member; admit: (position: Position) => void; refuse: (error: unknown) => void };

/** One reader of a workspace's trail, for all streams of the process. */
type Hub = { wake: () => void; join: (joining: Joining) => void; leave: (member: Member) => void };

type Holder = { hubs: Map<string, Hub>; heard: Database | null };
const holder = ((globalThis as Record<symbol, unknown>)[Symbol.for('palimpsest.live')] ??= {
  hubs: new Map(),
  heard: null,
}) as Holder;

function makeHub(workspaceId: string): Hub {
  const members = new Set<Member>();
  let joining: Joining[] = [];
  let position: Position | null = null;
  let timer: NodeJS.Timeout | undefined;
  let state: 'idle' | 'waiting' | 'reading' = 'idle';
  let isWanted = false;
  let readAtMs = 0;

  async function readOn(): Promise<Position> {
    position ??= { seen: await readSnapshot(workspaceId) };
    for (;;) {
      const page = await readChanges(workspaceId, position);
      position = page.position;
      const batch = makeBatch(sealPosition(workspaceId, position), page.changes);
      if (batch.changes.length > 0) for (const member of members) member.deliver(batch);
      if (!page.hasMore) return position;
    }
  }

  /** Whoever joins is admitted right behind a reading that began later: nothing falls between it and what they are told from then on. */
  async function readForAll(): Promise<void> {
    const newcomers = joining;
    joining = [];
    try {
      const reached = await readOn();
      for (const { member, admit } of newcomers) {
        members.add(member);
        admit(reached);
      }
    } catch (error) {
      for (const { refuse } of newcomers) refuse(error);
      logger().warn({ workspace_id: workspaceId, err: error }, 'changes will be told later');
    }
  }

  async function run(): Promise<void> {
    state = 'reading';
    isWanted = false;
    readAtMs = performance.now();
    await readForAll();
    state = 'idle';
    if (joining.length > 0) readSoon(0);
    else if (isWanted) wake();
    else closeWhenEmpty();
  }

  function readSoon(waitMs: number): void {
    clearTimeout(timer);
    state = 'waiting';
    timer = setTimeout(() => void run(), waitMs);
  }

  function wake(): void {
    isWanted = true;
    if (state === 'idle') readSoon(Math.max(0, readAtMs + readAtMostEveryMs - performance.now()));
  }

  const polling = setInterval(wake, pollEveryMs).unref();
  const beating = setInterval(() => {
    if (!position) return;
    const heartbeat = makeHeartbeat(sealPosition(workspaceId, position));
    for (const member of members) member.beat(heartbeat);
  }, beatEveryMs).unref();

  function closeWhenEmpty(): void {
    if (members.size > 0 || joining.length > 0 || state === 'reading') return;
    clearTimeout(timer);
    clearInterval(polling);
    clearInterval(beating);
    if (holder.hubs.get(workspaceId) === hub) holder.hubs.delete(workspaceId);
  }

  const hub: Hub = {
    wake,
    join: (newcomer) => {
      joining.push(newcomer);
      if (state !== 'reading') readSoon(0);
    },
    leave: (member) => {
      members.delete(member);
      closeWhenEmpty();
    },
  };
  return hub;
}

/** One connection of the process hears of everybody's writes. */
function hearChanges(): void {
  const database = getDatabase();
  if (holder.heard === database) return;
  holder.heard = database;
  database.listen(changesChannel, {
    hear: (payload) => {
      for (const workspaceId of payload.split(',')) holder.hubs.get(workspaceId)?.wake();
    },
    catchUp: () => {
      for (const hub of holder.hubs.values()) hub.wake();
    },
  });
}

/**
 * From the position that this resolves to, the member is told every change of the workspace exactly once, until it leaves. Rejects when
 * the database does not answer.
 */
export function joinHub(
  workspaceId: string,
  member: Member,
): Promise<{ position: Position; leave: () => void }> {
  hearChanges();
  const known = holder.hubs.get(workspaceId);
  const hub = known ?? makeHub(workspaceId);
  holder.hubs.set(workspaceId, hub);
  return new Promise((resolve, reject) => {
    const leave = () => hub.leave(member);
    hub.join({ member, admit: (position) => resolve({ position, leave }), refuse: reject });
  });
}
