import { actorId } from '@/components/actors/actor-id';
import type { AuditEntryResource } from '@/lib/audit/schema';
import { describeEntry } from '@/lib/audit/sentences';

const named: ReadonlySet<string> = new Set(['user', 'api_key', 'session']);
const mostAtOnce = 100;

type Entry = Pick<AuditEntryResource, 'actor' | 'action' | 'target' | 'memory_store_id' | 'details'>;

function thingsOf(entry: Entry) {
  return [entry.target, ...describeEntry(entry).filter((piece) => typeof piece !== 'string')];
}

/** People, keys and sessions that the entries speak of, a hundred at a time, as they can be asked for. */
export function listActorIds(entries: readonly Entry[]): string[][] {
  const ids = entries.flatMap((entry) => [
    ...(entry.actor.type === 'system_actor' ? [] : [actorId(entry.actor)]),
    ...thingsOf(entry).flatMap(({ type, id }) => (named.has(type) ? [id] : [])),
  ]);
  const distinct = [...new Set(ids)];
  const chunks = Math.ceil(distinct.length / mostAtOnce);
  return Array.from({ length: chunks }, (_, index) =>
    distinct.slice(index * mostAtOnce, (index + 1) * mostAtOnce),
  );
}

export function listStoreIds(entries: readonly Entry[]): string[] {
  const ids = entries.flatMap((entry) => [
    ...(entry.memory_store_id === null ? [] : [entry.memory_store_id]),
    ...(entry.target.type === 'memory_store' ? [entry.target.id] : []),
  ]);
  return [...new Set(ids)];
}
