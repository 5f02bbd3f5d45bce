import type { z } from 'zod';

import { listAuditEntriesOperation } from '@/lib/audit/schema';
import type { AuditEntryResource } from '@/lib/audit/schema';
import type { Operation } from '@/lib/http/contract';
import { retrieveMemoryOperation } from '@/lib/memories/schema';
import type { MemoryResource } from '@/lib/memories/schema';
import { listVersionsOperation } from '@/lib/versions/schema';
import type { VersionResource } from '@/lib/versions/schema';

import type { Api, Input } from './api';
import type { Ack, Ledger } from './ledger';
import { sha256 } from './writers';

type Store = { api: Api; storeId: string };
type Page<Item> = { data: Item[]; next_page: string | null };

/** All items of a list, page by page. */
export async function collect<
  Op extends Operation<z.ZodType, z.ZodType, z.ZodType, z.ZodType<Page<unknown>>>,
>(api: Api, operation: Op, input: Input): Promise<z.output<Op['response']>['data']> {
  const items: unknown[] = [];
  let page: string | null = null;
  do {
    const query = { ...input.query, ...(page !== null && { page }) };
    const answer: Page<unknown> = await api.call(operation, { ...input, query });
    items.push(...answer.data);
    page = answer.next_page;
  } while (page !== null);
  return items;
}

/** What is wrong with one memory, its history and its trail, each as a sentence; looks through the API alone. */
export async function findMemoryFaults(
  { api, storeId }: Store,
  ledger: Ledger,
  memoryId: string,
): Promise<string[]> {
  const params = { memory_store_id: storeId, memory_id: memoryId };
  const filter = { memory_id: memoryId, view: 'full', include: 'governance', limit: 20 };
  const versions = await collect(api, listVersionsOperation, { params, query: filter });
  const memory = await api.find(retrieveMemoryOperation, { params });
  const trail = await collect(api, listAuditEntriesOperation, { query: { target_id: memoryId, limit: 100 } });
  return [
    ...ledger.acksOf(memoryId).flatMap((ack) => findAckFault(ack, versions)),
    ...findNumberFaults(versions),
    ...versions.flatMap(findHashFault),
    ...findHeadFaults(memory, versions),
    ...findTrailFaults(versions, trail),
    ...versions
      .filter(
        (version) => version.operation !== 'deleted' && ledger.refused.has(version.content_sha256 ?? ''),
      )
      .map((version) => `${version.id} was refused, and is there all the same`),
  ].map((fault) => `${memoryId}: ${fault}`);
}

function findAckFault(ack: Ack, versions: VersionResource[]): string[] {
  if (ack.act === 'deleted')
    return versions[0]?.operation === 'deleted' ? [] : ['its acknowledged deletion is lost'];
  const version = versions.find((each) => each.id === ack.versionId);
  if (!version) return [`the acknowledged version ${ack.versionId} is lost`];
  const isSame =
    version.operation === ack.act && version.content_sha256 === ack.sha256 && version.path === ack.path;
  return isSame ? [] : [`the acknowledged version ${ack.versionId} is another one now`];
}

function findNumberFaults(versions: VersionResource[]): string[] {
  const numbers = versions.map((version) => version.governance?.number);
  const isWhole = numbers.every((number, index) => number === versions.length - index);
  return isWhole ? [] : [`its version numbers are ${numbers.join(', ')}`];
}

function findHashFault(version: VersionResource): string[] {
  const { content, content_sha256: hash, content_size_bytes: size, operation, id } = version;
  if (version.redacted_at !== null)
    return content === null && hash === null ? [] : [`the redacted ${id} has a text`];
  if (operation === 'deleted')
    return content === null && hash === null ? [] : [`the deletion ${id} has a text`];
  if (content === null) return [`${id} has lost its text`];
  return sha256(content) === hash && Buffer.byteLength(content) === size
    ? []
    : [`the hash or size of ${id} is wrong`];
}

function findHeadFaults(memory: MemoryResource | null, versions: VersionResource[]): string[] {
  const newest = versions[0];
  if (!newest) return memory ? ['it has no versions'] : [];
  if (newest.operation === 'deleted') return memory ? ['it was deleted, and is there'] : [];
  if (!memory) return ['it is gone without a deletion'];
  const isHead =
    memory.memory_version_id === newest.id &&
    memory.content === newest.content &&
    memory.path === newest.path;
  return isHead ? [] : [`its head is ${memory.memory_version_id}, its newest version ${newest.id}`];
}

export function findTrailFaults(versions: VersionResource[], trail: AuditEntryResource[]): string[] {
  const inTrail = trail.map((entry) => String(entry.details['memory_version_id']));
  const known = new Set(versions.map((version) => version.id));
  const unique = new Set(inTrail);
  return [
    ...[...known].filter((id) => !unique.has(id)).map((id) => `${id} has no audit entry`),
    ...[...unique]
      .filter((id) => !known.has(id))
      .map((id) => `an audit entry tells of ${id}, which is not there`),
    ...(unique.size < inTrail.length ? ['a version has two audit entries'] : []),
  ];
}
