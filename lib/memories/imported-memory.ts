import type { ActorType, TrustTier } from '@/lib/auth/actor';
import type { Instant } from '@/lib/clock/instant';
import type { OriginKind, VersionOperation } from '@/lib/versions/schema';

type By = { type: ActorType; id: string };

/** One write of a history made elsewhere. What is optional is given anew, or is not known, when it is left out. */
export type ImportedVersion = {
  id?: string;
  /** Numbers rise and may have gaps; counted from 1 unless given. */
  number?: number;
  operation?: VersionOperation;
  /** Null where the version was redacted. */
  path: string | null;
  /** Null where the memory was deleted or the version redacted. */
  content: string | null;
  actor: By;
  trustTier: TrustTier;
  agent: string | null;
  model: string | null;
  tool?: string | null;
  occurredAt?: Instant | null;
  recordedAt: Instant;
  source?: { id: string; externalId: string | null } | null;
  /** Who brought it here; the importing actor unless given. */
  importedBy?: By;
  origin?: { kind: OriginKind; versionId: string } | null;
  redacted?: { at: Instant; by: By } | null;
};

/** A memory with its versions, oldest first, at least one. The newest is its head. */
export type ImportedMemory = {
  id?: string;
  versions: readonly ImportedVersion[];
  /** The head unless given. */
  servedVersionId?: string | null;
  /** That of the oldest version unless given. */
  createdAt?: Instant;
  archivedAt?: Instant | null;
  quarantinedAt?: Instant | null;
  restrictedAt?: Instant | null;
  lockedAt?: Instant | null;
};

/** The path that a memory takes in its store; null for a deleted one. */
export function pathOfImported(memory: ImportedMemory): string | null {
  const head = memory.versions.at(-1);
  return head && head.content !== null ? head.path : null;
}
