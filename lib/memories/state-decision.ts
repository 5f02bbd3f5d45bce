import type { AuditAction, AuditDetails } from '@/lib/audit/actions';
import type { Instant } from '@/lib/clock/instant';

type StateAction = Extract<
  AuditAction,
  | 'memory.archived'
  | 'memory.unarchived'
  | 'memory.withheld'
  | 'memory.released'
  | 'memory.locked'
  | 'memory.unlocked'
>;

/** What decides about a memory, and what its acts change. */
export type MemoryState = {
  archivedAt: Instant | null;
  quarantinedAt: Instant | null;
  restrictedAt: Instant | null;
  lockedAt: Instant | null;
  headVersionId: string;
  servedVersionId: string | null;
};

/** Whether agents are told that the memory does not exist. */
export function isWithheld(memory: MemoryState): boolean {
  return memory.archivedAt !== null || memory.restrictedAt !== null || memory.servedVersionId === null;
}

export type StateChange = {
  [Action in StateAction]: {
    data: Partial<MemoryState>;
    action: Action;
    details: AuditDetails<Action>;
  };
}[StateAction];

/** What an act changes about a memory as it is; null when there is nothing to do. */
export type Decision = (memory: MemoryState, now: Instant) => StateChange | null;

type Reason = 'quarantined' | 'restricted';

export function decideArchive(memory: MemoryState, now: Instant): StateChange | null {
  if (memory.archivedAt !== null) return null;
  return { data: { archivedAt: now }, action: 'memory.archived', details: {} };
}

export function decideUnarchive(memory: MemoryState): StateChange | null {
  if (memory.archivedAt === null) return null;
  return { data: { archivedAt: null }, action: 'memory.unarchived', details: {} };
}

export function decideLock(memory: MemoryState, now: Instant): StateChange | null {
  if (memory.lockedAt !== null) return null;
  return { data: { lockedAt: now }, action: 'memory.locked', details: {} };
}

export function decideUnlock(memory: MemoryState): StateChange | null {
  if (memory.lockedAt === null) return null;
  return { data: { lockedAt: null }, action: 'memory.unlocked', details: {} };
}

/** Each reason is lifted by itself; reasons that hold already are not recorded again. */
export function decideWithhold(reasons: readonly Reason[]): Decision {
  return (memory, now) => {
    const holds: Record<Reason, boolean> = {
      quarantined: memory.servedVersionId === null,
      restricted: memory.restrictedAt !== null,
    };
    const added = reasons.filter((reason, index) => !holds[reason] && reasons.indexOf(reason) === index);
    if (added.length === 0) return null;
    return {
      data: {
        ...(added.includes('quarantined') && {
          quarantinedAt: memory.quarantinedAt ?? now,
          servedVersionId: null,
        }),
        ...(added.includes('restricted') && { restrictedAt: now }),
      },
      action: 'memory.withheld',
      details: { reasons: added.toSorted() },
    };
  };
}

export function decideRelease(reasons: readonly Reason[]): Decision {
  return (memory) => {
    const holds: Record<Reason, boolean> = {
      quarantined: memory.quarantinedAt !== null,
      restricted: memory.restrictedAt !== null,
    };
    const lifted = reasons.filter((reason, index) => holds[reason] && reasons.indexOf(reason) === index);
    if (lifted.length === 0) return null;
    return {
      data: {
        ...(lifted.includes('quarantined') && { quarantinedAt: null, servedVersionId: memory.headVersionId }),
        ...(lifted.includes('restricted') && { restrictedAt: null }),
      },
      action: 'memory.released',
      details: { reasons: lifted.toSorted() },
    };
  };
}
