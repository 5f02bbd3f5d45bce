import { findMoves } from '@/lib/versions/similarity';
import type { SnapshotMemory } from '@/lib/versions/similarity';

import type { ChangeKind } from './schema';

/** One memory on one side: null where it did not live. `text` where it was loaded, to recognise a move with small edits. */
export type Side = { path: string | null; sha256: string | null; text?: string };
export type Pair<Row extends Side> = { from: Row | null; to: Row | null };
export type StoreChange<Row extends Side> = Pair<Row> & { change: ChangeKind };

/** What happened to a memory that both sides know, or null when nothing did. */
function classify(from: Side, to: Side): ChangeKind | null {
  const isMoved = from.path !== to.path;
  const isChanged = from.sha256 !== to.sha256;
  if (isMoved) return isChanged ? 'moved_and_changed' : 'moved';
  return isChanged ? 'changed' : null;
}

type Placed = Side & { path: string; sha256: string };

function isPlaced(side: Side | null): side is Placed {
  return side !== null && side.path !== null && side.sha256 !== null;
}

function toSnapshot(side: Side | null): SnapshotMemory[] {
  if (!isPlaced(side)) return [];
  return [{ path: side.path, sha256: side.sha256, ...(side.text !== undefined && { content: side.text }) }];
}

/** Memories that left here and appeared there under another id are one move. */
function joinMoves<Row extends Side>(changes: StoreChange<Row>[]): StoreChange<Row>[] {
  const removed = changes.filter((each) => each.change === 'removed');
  const added = changes.filter((each) => each.change === 'added');
  const moves = findMoves({
    removed: removed.flatMap((each) => toSnapshot(each.from)),
    added: added.flatMap((each) => toSnapshot(each.to)),
  });
  const leftAt = new Map(removed.map((each) => [each.from?.path, each]));
  const cameAt = new Map(added.map((each) => [each.to?.path, each]));
  const joined = moves.map((move): StoreChange<Row> => {
    const [left, came] = [leftAt.get(move.from), cameAt.get(move.to)];
    leftAt.delete(move.from);
    cameAt.delete(move.to);
    return {
      change: move.isExact ? 'moved' : 'moved_and_changed',
      from: left?.from ?? null,
      to: came?.to ?? null,
    };
  });
  const others = changes.filter((each) => each.change !== 'removed' && each.change !== 'added');
  return [...others, ...leftAt.values(), ...cameAt.values(), ...joined];
}

function sortKey(change: StoreChange<Side>): string {
  return change.to?.path ?? change.from?.path ?? '';
}

/** What changed between two states of a store, by the path where it is now, or was. Pairs without a change are left out. */
export function findStoreChanges<Row extends Side>(pairs: readonly Pair<Row>[]): StoreChange<Row>[] {
  const changes = pairs.flatMap(({ from, to }): StoreChange<Row>[] => {
    if (from && to) {
      const change = classify(from, to);
      return change ? [{ change, from, to }] : [];
    }
    if (to) return [{ change: 'added', from, to }];
    return from ? [{ change: 'removed', from, to }] : [];
  });
  return joinMoves(changes).toSorted((left, right) => (sortKey(left) < sortKey(right) ? -1 : 1));
}
