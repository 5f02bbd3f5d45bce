import { z } from 'zod';

import { parseInstant } from '@/lib/clock/instant';

/** Text that any column can hold: no lone surrogates and no U+0000. Memory content has its own rule. */
export const text = z
  .string()
  .refine((value) => value.isWellFormed(), { error: ': is not valid Unicode (lone surrogate)', abort: true })
  .refine((value) => !value.includes('\0'), { error: ': must not contain U+0000', abort: true });

/** A label people read: 1 to 255 characters, no control characters. */
export const label = text
  .min(1)
  .max(255)
  .refine((value) => !/\p{Cc}/u.test(value), { error: ': must not contain control characters' });

/** Assigning to `__proto__` would lose the pair without a word. */
const plainKeys = z
  .any()
  .refine(
    (value: unknown) => typeof value !== 'object' || value === null || !Object.hasOwn(value, '__proto__'),
    {
      error: 'metadata: keys must not be __proto__',
      abort: true,
    },
  );

/** What a caller says of a thing in pairs of strings. `Value` differs between a whole map and a patch. */
function metadataOf<Value extends z.ZodType>(value: Value) {
  return plainKeys
    .pipe(z.record(z.string(), value))
    .superRefine((pairs, context) => checkMetadataKeys(Object.keys(pairs), context));
}

export const metadata = metadataOf(text.max(512));
/** A string sets the key, null removes it, an omitted key stays. */
export const metadataPatch = metadataOf(text.max(512).nullable());

export const maxMetadataPairs = 16;
export const tooManyPairs = `metadata: must have at most ${maxMetadataPairs} pairs`;

function checkMetadataKeys(keys: string[], context: z.RefinementCtx): void {
  if (keys.length > maxMetadataPairs) {
    context.addIssue({ code: 'custom', message: tooManyPairs });
  }
  const isBad = (key: string) =>
    key.length < 1 || key.length > 64 || key.includes('\0') || !key.isWellFormed();
  if (keys.some(isBad))
    context.addIssue({ code: 'custom', message: 'metadata: keys must be 1 to 64 characters' });
}

/** An id as it stands in a path or a filter. Whether it exists is the database's business. */
export const id = text.min(1).max(64);

/** RFC 3339 in, microseconds out. */
export const instant = text.transform((value, context) => {
  const parsed = parseInstant(value);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: ': is not an RFC 3339 time such as 2026-11-20T09:30:00Z' });
  return z.NEVER;
});

/** RFC 3339 on the wire, in UTC with microseconds. */
export const time = z.string().meta({ format: 'date-time' });
export const nullableTime = time.nullable();

export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

export const pageSize = z
  .string()
  .default('20')
  .refine((value) => /^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= 100, {
    error: 'limit: must be a whole number from 1 to 100',
  })
  .transform(Number);

export const pageQuery = z.object({ limit: pageSize, page: text.max(4096).optional() });

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), next_page: z.string().nullable() });
}

export const noQuery = z.object({});
export const noBody = z.strictObject({});
