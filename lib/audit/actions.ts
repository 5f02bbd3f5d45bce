import { z } from 'zod';

const nothing = z.strictObject({});
const version = z.string();
const bytes = z.int();
const imported = { memory_count: z.int(), memory_version_count: z.int() };
const rewritten = z.strictObject({
  memory_version_id: version,
  previous_version_id: version,
  origin_version_id: version,
  changed: z.array(z.enum(['path', 'content'])),
  content_size_bytes: bytes,
});

const removed = z.strictObject({ memory_version_id: version, previous_version_id: version });
const reverted = z.strictObject({ done: z.int(), failed: z.int(), skipped: z.int(), pending: z.int() });

/** What a reader of the trail can narrow it by. */
export const auditFilters = [
  'action',
  'actor_id',
  'target_id',
  'session_id',
  'memory_store_id',
  'parent_id',
  'created_at[gte]',
  'created_at[lte]',
] as const;

/**
 * Every action of the trail with the closed schema of its details: ids, counts and codes, never text, paths, names, identifiers or
 * unkeyed hashes. Names are stable: an entry is read for years.
 */
export const auditActions = {
  'workspace.created': nothing,
  /** Gone for everybody from here on; what stays of it in the end is this trail. */
  'workspace.deleted': z.strictObject({ is_demonstration: z.boolean() }),
  'workspace.purged': nothing,
  'membership.created': z.strictObject({ role: z.string() }),
  'membership.updated': z.strictObject({ role: z.string(), previous_role: z.string() }),
  'membership.deleted': z.strictObject({ role: z.string() }),
  /** In the workspace where the person asked for it; it ends their sign-ins in all of theirs. */
  'user.signed_out_everywhere': nothing,
  'user.password_changed': nothing,
  /** With a link that somebody made for them. */
  'user.password_reset': nothing,
  'user_identity.linked': nothing,
  'user_identity.unlinked': nothing,
  'invitation.created': z.strictObject({ role: z.string() }),
  'invitation.revoked': nothing,
  /** By the person who is now a member. */
  'invitation.accepted': z.strictObject({ role: z.string() }),
  /** A link for the member who is the target. */
  'password_reset.created': nothing,
  'api_key.created': z.strictObject({
    kind: z.string(),
    scopes: z.array(z.string()),
    trust_tier: z.string(),
  }),
  'api_key.updated': z.strictObject({
    changed: z.array(z.enum(['trust_tier', 'expires_at'])),
    trust_tier: z.string(),
    previous_trust_tier: z.string(),
  }),
  'api_key.revoked': nothing,
  'memory_store.created': nothing,
  'memory_store.updated': z.strictObject({ changed: z.array(z.enum(['name', 'description', 'metadata'])) }),
  'memory_store.archived': nothing,
  /** The hash is of the file that was brought in, where there was one. */
  'memory_store.imported': z.strictObject({
    ...imported,
    import_id: z.string().optional(),
    archive_sha256: z.string().optional(),
  }),
  'workspace.imported': z.strictObject({
    ...imported,
    memory_store_count: z.int(),
    import_id: z.string(),
    archive_sha256: z.string(),
  }),
  /** One that was interrupted and not continued; the stores that it made are purged. */
  'import.discarded': z.strictObject(imported),
  /** The format where it was a folder of files, without history. */
  'memory_store.exported': z.strictObject({
    memory_count: z.int(),
    memory_version_count: z.int(),
    format: z.enum(['tar.gz', 'zip']).optional(),
  }),
  'workspace.exported': z.strictObject({
    memory_store_count: z.int(),
    memory_count: z.int(),
    memory_version_count: z.int(),
  }),
  /** What of the trail was taken out, and by which filters it was narrowed; the target is the workspace. */
  'audit.exported': z.strictObject({ entry_count: z.int(), filters: z.array(z.enum(auditFilters)) }),
  'memory_store.deleted': z.strictObject({ memory_count: z.int() }),
  'memory_store.purged': z.strictObject({ memory_count: z.int(), memory_version_count: z.int() }),
  'memory.created': z.strictObject({ memory_version_id: version, content_size_bytes: bytes }),
  'memory.updated': z.strictObject({
    memory_version_id: version,
    previous_version_id: version,
    changed: z.array(z.enum(['path', 'content'])),
    content_size_bytes: bytes,
  }),
  'memory.restored': rewritten,
  /** What a revert did to one memory; without a text where it deleted it. */
  'memory.reverted': z.union([rewritten, removed]),
  'memory.copied': z.strictObject({
    memory_version_id: version,
    content_size_bytes: bytes,
    origin_version_id: version,
  }),
  'memory.deleted': removed,
  'memory.archived': nothing,
  'memory.unarchived': nothing,
  'memory.withheld': z.strictObject({ reasons: z.array(z.enum(['quarantined', 'restricted'])) }),
  'memory.released': z.strictObject({ reasons: z.array(z.enum(['quarantined', 'restricted'])) }),
  'memory.locked': nothing,
  'memory.unlocked': nothing,
  /** The parent of the entries of one bulk act; its target is the workspace. */
  'memory.bulk_acted': z.strictObject({
    act: z.string(),
    done: z.int(),
    unchanged: z.int(),
    failed: z.int(),
  }),
  /** A masked successor became the head; the versions that were blanked with it have entries of their own below this one. */
  'memory.redacted': rewritten,
  /** A read, in the trail because old versions hold what somebody meant to be gone. Null where every store was searched. */
  'memory.searched_history': z.strictObject({ hit_count: z.int(), memory_store_count: z.int().nullable() }),
  'memory_version.redacted': z.strictObject({ memory_id: z.string() }),
  'session.created': z.strictObject({ memory_store_ids: z.array(z.string()), trust_tier: z.string() }),
  'session.archived': nothing,
  'revert.planned': z.strictObject({
    subject_type: z.string(),
    subject_id: z.string(),
    restore: z.int(),
    delete: z.int(),
    recreate: z.int(),
    none: z.int(),
  }),
  /** The parent of the entries of a revert. */
  'revert.started': z.strictObject({ memory_count: z.int() }),
  'revert.finished': reverted,
  'revert.stopped': reverted,
  'reason_policy.updated': z.strictObject({
    changed: z.array(z.strictObject({ act: z.string(), demand: z.string(), previous_demand: z.string() })),
  }),
  /** What is null is kept. The target is the workspace or a store; a store that inherits has no policy of its own. */
  'retention_policy.updated': z.strictObject({
    is_inherited: z.boolean(),
    versions_after_days: z.int().nullable(),
    keep_newest: z.int().nullable(),
    deleted_after_days: z.int().nullable(),
  }),
  /** Ordered by somebody; the daily run has no such entry. */
  'retention_run.started': nothing,
  /** What it removed: versions in all, and memories with the last of theirs. */
  'retention_run.finished': z.strictObject({ memory_version_count: z.int(), memory_count: z.int() }),
  /** A person has a failed job begun again; how often it was before. */
  'job.retried': z.strictObject({ kind: z.string(), tries: z.int() }),
  'webhook.created': z.strictObject({ event_types: z.array(z.string()) }),
  'webhook.updated': z.strictObject({
    changed: z.array(z.enum(['url', 'event_types', 'state'])),
    state: z.string(),
  }),
  'webhook.deleted': nothing,
  'webhook.secret_rotated': z.strictObject({ overlap_hours: z.int() }),
  /** By the system: it answered that it is gone, or took nothing for days. */
  'webhook.disabled': z.strictObject({ reason: z.enum(['gone', 'failing']) }),
  'webhook.tested': z.strictObject({ webhook_delivery_id: z.string() }),
  'webhook.delivery_replayed': z.strictObject({ webhook_delivery_id: z.string() }),
} as const satisfies Record<string, z.ZodType>;

export type AuditAction = keyof typeof auditActions;
export type AuditDetails<Action extends AuditAction> = z.infer<(typeof auditActions)[Action]>;

export const targetTypes = [
  'workspace',
  'user',
  'invitation',
  'api_key',
  'memory_store',
  'memory',
  'memory_version',
  'session',
  'revert',
  'import',
  'retention_run',
  'job',
  'webhook',
] as const;
export type TargetType = (typeof targetTypes)[number];
