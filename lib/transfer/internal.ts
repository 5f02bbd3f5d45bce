import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { presentActor } from '@/lib/auth/schema';
import { formatInstant, formatOptionalInstant } from '@/lib/clock/instant';
import type { Import } from '@/lib/db/generated/client';
import { deriveId } from '@/lib/db/ids';
import { forbidden, notFound } from '@/lib/errors/app-error';

import { canImport } from './policy';
import type { ImportResource } from './schema';

/** Most of what there is to gain in size, at a third of the processor time of the default. */
export const compressionLevel = 1;
/** What is handed on at once. */
export const batchBytes = 65_536;

/** Fixed, so that equal histories make equal bytes: no time, no name, no operating system. */
export const gzipHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

/** An empty gzip member that carries 32 bytes in its extra field; any gunzip skips it. */
const sealHead = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, 36, 0, 0x50, 0x61, 32, 0]);
const sealTail = Buffer.from([3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const digestBytes = 32;
export const sealBytes = sealHead.length + digestBytes + sealTail.length;

/**
 * The last bytes of an archive: the SHA-256 of every compressed byte before them. The checksum inside gzip (RFC 1952) leaves out its own
 * header and the padding of its last block, and a cut between two members goes unnoticed; this leaves out nothing.
 */
export function makeSeal(digest: Uint8Array): Buffer {
  return Buffer.concat([sealHead, digest, sealTail]);
}

/** The digest in a seal; null when these bytes are none. */
export function readSeal(seal: Buffer): Buffer | null {
  const digest = seal.subarray(sealHead.length, sealHead.length + digestBytes);
  return seal.length === sealBytes && makeSeal(digest).equals(seal) ? digest : null;
}

/** Ids of what an import makes follow from its own id and the old ones, so that it can be continued, and references be told ahead. */
export function renameFor(run: Pick<Import, 'id' | 'createdAt' | 'keepsIds'>) {
  const atMs = Number(run.createdAt / 1000n);
  return (id: string, prefix: 'memstore' | 'mem' | 'memver') =>
    run.keepsIds ? id : deriveId(prefix, { atMs, seed: `${run.id}/${id}` });
}

export function assertMayImport(actor: Actor): void {
  if (!canImport(actor)) throw forbidden('importing memories needs the scope admin');
}

export function importNotFound(importId: string) {
  return notFound(`import not found: ${importId.slice(0, 64)}`);
}

export function presentImport(run: Import): ImportResource {
  return {
    id: run.id,
    type: 'import',
    status: run.status as ImportResource['status'],
    scope: run.scope as ImportResource['scope'],
    memory_store_ids: run.memoryStoreIds,
    keeps_ids: run.keepsIds,
    archive_sha256: run.archiveSha256,
    total_count: run.totalCount,
    memory_count: run.memoryCount,
    memory_version_count: run.memoryVersionCount,
    refused_count: run.refusedCount,
    created_at: formatInstant(run.createdAt),
    created_by: presentActor(run.createdByType, run.createdById),
    completed_at: formatOptionalInstant(run.completedAt),
  };
}
