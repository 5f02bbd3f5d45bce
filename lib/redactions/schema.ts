import { z } from 'zod';

import { defineOperation } from '@/lib/http/contract';
import { id, noQuery, text } from '@/lib/http/fields';
import { memoryParams, memoryResource } from '@/lib/memories/schema';
import { reasonBody } from '@/lib/versions/schema';

/** In UTF-8 bytes of the head's content; the end is not part of it. */
const byteSpan = z.strictObject({ start_byte: z.int().min(0), end_byte: z.int().min(1) });
export type ByteSpanResource = z.infer<typeof byteSpan>;

const redactBody = reasonBody
  .extend({
    /** The head that the spans were chosen in. */
    head_version_id: id,
    spans: z.array(byteSpan).min(1).max(1000).optional(),
    /** The whole text, instead of spans. */
    is_whole: z.boolean().default(false),
    mask: text.min(1).max(100).default('[redacted]'),
    dry_run: z.boolean().default(false),
    /** For execution: the preview's hash, and which of the earlier versions to blank. */
    preview_hash: text.max(64).optional(),
    version_ids: z.array(id).max(100_000).optional(),
  })
  .refine((body) => body.is_whole !== (body.spans !== undefined), {
    error: 'exactly one of spans and is_whole must be given',
  })
  .refine((body) => body.dry_run || (body.preview_hash !== undefined && body.version_ids !== undefined), {
    error: 'preview_hash and version_ids must be given: ask with dry_run first',
  });
export type RedactBody = z.output<typeof redactBody>;

const place = z.enum(['content', 'path', 'name', 'description', 'title']);
export type Place = z.infer<typeof place>;

export const redactionPreview = z.strictObject({
  type: z.literal('memory_redaction_preview'),
  memory_store_id: z.string(),
  memory_id: z.string(),
  head_version_id: z.string(),
  /** Names exactly this preview; execution stops when it would be another one by then. */
  preview_hash: z.string(),
  /** What will be masked in the head: every occurrence, widened so that no part of an identifier is left. */
  spans: z.array(byteSpan),
  /** Earlier versions of this memory that hold the same text, in their content or path. All of them are meant to be blanked. */
  versions: z.array(
    z.strictObject({ memory_version_id: z.string(), number: z.int(), places: z.array(place) }),
  ),
  /** The memory's own path holds the text: it wants a rename, since redaction does not move a memory. */
  is_in_path: z.boolean(),
  /** Where else in the workspace the same text stands. It is listed, not redacted. */
  elsewhere: z.array(
    z.strictObject({
      type: z.enum(['memory', 'memory_store', 'session']),
      id: z.string(),
      memory_store_id: z.string().nullable(),
      path: z.string().nullable(),
      places: z.array(place),
    }),
  ),
});
export type RedactionPreview = z.infer<typeof redactionPreview>;

export const redactionResult = z.strictObject({
  type: z.literal('memory_redaction'),
  memory: memoryResource,
  redacted_version_ids: z.array(z.string()),
  /** Every target was read back afterwards, as agents and as people read, and held nothing. */
  is_verified: z.literal(true),
});
export type RedactionResult = z.infer<typeof redactionResult>;

export const redactMemoryOperation = defineOperation({
  id: 'redactMemory',
  method: 'POST',
  path: '/v1/memory_stores/{memory_store_id}/memories/{memory_id}/redact',
  summary:
    'Mask text in the head and blank the earlier versions that hold it; with dry_run, list every place first',
  params: memoryParams,
  query: noQuery,
  body: redactBody,
  isBodyOptional: false,
  response: z.union([redactionPreview, redactionResult]),
  wantsMemoryBeta: false,
});
