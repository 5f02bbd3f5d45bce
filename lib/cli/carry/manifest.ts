import { z } from 'zod';

/** What a backup says of itself in its first line. */
export const manifestSchema = z.strictObject({
  palimpsest_backup: z.literal(1),
  made_at: z.iso.datetime(),
  database: z.enum(['embedded', 'postgres']),
  server_version: z.string(),
  /** The same for all copies of one installation, and telling nobody anything; null from before there was such a thing. */
  instance: z.string().nullable(),
  migrations: z.array(z.strictObject({ name: z.string(), checksum: z.string() })),
  tables: z.array(
    z.strictObject({
      schema: z.string(),
      name: z.string(),
      columns: z.array(z.strictObject({ name: z.string(), type: z.string() })),
    }),
  ),
  /** What the hashes of those who tried to sign in are keyed with. */
  pepper: z
    .string()
    .regex(/^[0-9a-f-]+$/)
    .nullable(),
  /** Secrets that were made once and are kept in files of the data folder, by the file's name. */
  secrets: z.record(z.string(), z.string()),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Lines that are not rows begin with a brace, rows with a bracket. */
export const lineSchemas = {
  table: z.strictObject({ table: z.string() }),
  workspace: z.strictObject({ workspace: z.string() }),
  tableEnd: z.strictObject({ rows: z.int().min(0), sha256: z.string() }),
  /** `sha256` is over every byte before this line. */
  end: z.strictObject({ tables: z.int(), total_rows: z.int(), sha256: z.string() }),
};
