import { z } from 'zod';

import { trustTiers } from '@/lib/auth/actor';
import { instant, label, metadata, text } from '@/lib/http/fields';
import { memoryPath } from '@/lib/memories/path';
import { writtenContent } from '@/lib/memories/schema';
import { operations, originKinds } from '@/lib/versions/schema';

/**
 * A line of an archive is one JSON object. First the manifest; then every store by its id, each followed by its memories by their ids,
 * each followed by its versions by their numbers; last the end, with what to count and the SHA-256 of every byte before it.
 */
export const archiveFormat = 'palimpsest-archive';
export const archiveVersion = 1;

const thingId = z.string().regex(/^[a-z]{1,16}_[0-9A-Za-z]{1,64}$/);
const shortText = text.max(1024);
const nullableText = shortText.nullable();
const nullableInstant = instant.nullable();
const by = z.strictObject({
  type: z.enum(['session_actor', 'api_actor', 'user_actor', 'service_account_actor', 'system_actor']),
  id: shortText.min(1),
});
/** A workspace has no id here: what is brought into another one is the same archive again. */
const scope = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('memory_store'), id: thingId }),
  z.strictObject({ type: z.literal('workspace') }),
]);
export type ArchiveScope = z.output<typeof scope>;

const manifestLine = z.strictObject({
  kind: z.literal('manifest'),
  format: z.literal(archiveFormat),
  version: z.literal(archiveVersion),
  scope,
  /** The instant of the newest version in it: the same history makes the same bytes whenever it is exported. */
  as_of: instant,
});

const storeLine = z.strictObject({
  kind: z.literal('store'),
  id: thingId,
  name: label,
  description: shortText,
  metadata,
  created_at: instant,
  updated_at: instant,
  archived_at: nullableInstant,
});

const memoryLine = z.strictObject({
  kind: z.literal('memory'),
  id: thingId,
  memory_store_id: thingId,
  head_version_id: thingId,
  served_version_id: thingId.nullable(),
  created_at: instant,
  archived_at: nullableInstant,
  quarantined_at: nullableInstant,
  restricted_at: nullableInstant,
  locked_at: nullableInstant,
});

const versionLine = z.strictObject({
  kind: z.literal('version'),
  id: thingId,
  memory_id: thingId,
  number: z.int().min(1).max(2_147_483_647),
  operation: z.enum(operations),
  path: memoryPath.nullable(),
  content: writtenContent.nullable(),
  content_sha256: z.string().nullable(),
  created_by: by,
  trust_tier: z.enum(trustTiers),
  agent: nullableText,
  model: nullableText,
  tool: nullableText,
  occurred_at: nullableInstant,
  recorded_at: instant,
  source: z.strictObject({ id: shortText, external_id: nullableText }).nullable(),
  imported_by: by.nullable(),
  origin: z.strictObject({ kind: z.enum(originKinds), memory_version_id: thingId }).nullable(),
  redacted: z.strictObject({ at: instant, by }).nullable(),
});

const endLine = z.strictObject({
  kind: z.literal('end'),
  memory_store_count: z.int(),
  memory_count: z.int(),
  memory_version_count: z.int(),
  sha256: z.string(),
});

export const archiveLine = z.discriminatedUnion('kind', [
  manifestLine,
  storeLine,
  memoryLine,
  versionLine,
  endLine,
]);
export type ArchiveLine = z.output<typeof archiveLine>;
/** As it is written: times as text. */
export type ArchiveLineText = z.input<typeof archiveLine>;
export type Line<Kind extends ArchiveLine['kind']> = Extract<ArchiveLine, { kind: Kind }>;
export type LineText<Kind extends ArchiveLine['kind']> = Extract<ArchiveLineText, { kind: Kind }>;

/** Far more than the largest content with every byte escaped. */
export const maxLineBytes = 2_000_000;
