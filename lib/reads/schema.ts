import { z } from 'zod';

import { time } from '@/lib/http/fields';

/** `read`: the content was asked for. `delivered`: it came with a full list. */
export const readKinds = ['read', 'delivered'] as const;
export type ReadKind = (typeof readKinds)[number];

export const memoryReadResource = z.strictObject({
  type: z.literal('memory_read'),
  memory_id: z.string(),
  memory_version_id: z.string(),
  kind: z.enum(readKinds),
  count: z.int(),
  first_at: time,
  last_at: time,
});
export type MemoryReadResource = z.infer<typeof memoryReadResource>;

/** One of what a session was shown, with where the memory is. */
export const sessionMemoryReadResource = memoryReadResource.extend({
  /** Null where the memory is gone, with its store or by retention. */
  memory_store_id: z.string().nullable(),
  /** Where the memory is, or for a deleted one where it was. Null where it is not known, and for agents and auditors. */
  memory_path: z.string().nullable(),
  /** The newest version of the memory; null where it is gone. */
  head_version_id: z.string().nullable(),
});
export type SessionMemoryRead = z.infer<typeof sessionMemoryReadResource>;

/** What a session knew of a memory when it wrote: it had read it, been handed it in a list, written it itself, or none of these. */
export const priorKnowledge = z.enum(['read', 'delivered', 'written', 'not_read']);
export type PriorKnowledge = z.infer<typeof priorKnowledge>;

export const readSummary = z.strictObject({ read_count_7d: z.int(), delivered_count_7d: z.int() });
export type ReadSummary = z.infer<typeof readSummary>;
