import { createHash } from 'node:crypto';

import type { Query } from '@/lib/db/database';
import { listTextColumns } from '@/lib/db/text-registry';
import type { RegisteredColumn } from '@/lib/db/text-registry';

/** Base64 shows a text in one of three ways, depending on what stands before it; the characters at the rims depend on neighbours. */
function base64Spellings(text: string): string[] {
  return [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), Buffer.from(text)])
      .toString('base64')
      .replace(/=+$/, '')
      .slice(shift === 0 ? 0 : shift + 1, -2),
  );
}

/** The forms in which a text may lie in a database: as it is, escaped, encoded, and hashed where it was hashed whole. */
export function spellingsOf(canary: string): string[] {
  const json = JSON.stringify(canary).slice(1, -1);
  const hex = Buffer.from(canary).toString('hex');
  const sha256 = createHash('sha256').update(canary);
  const forms = [canary, json, encodeURIComponent(canary), hex, sha256.digest('hex')];
  return [...new Set([...forms, ...base64Spellings(canary)].map((form) => form.toLowerCase()))];
}

function groupByTable(columns: readonly RegisteredColumn[]): Map<string, RegisteredColumn[]> {
  const tables = new Map<string, RegisteredColumn[]>();
  for (const column of columns) {
    const name = `${column.schema}.${column.table}`;
    tables.set(name, [...(tables.get(name) ?? []), column]);
  }
  return tables;
}

/** All values of a column in one text. Bytes appear as hexadecimal digits, which is one of the spellings. */
function gather(column: string): string {
  return `string_agg(lower(t."${column}"::text), chr(10)) AS "${column}"`;
}

/**
 * Every registered column that holds one of the texts in any spelling, as `schema.table.column`. Needs the owner's rights, because
 * it looks across workspaces. `isSwept` narrows it down to some columns.
 */
export async function sweepForLeaks(
  query: Query,
  canaries: readonly string[],
  isSwept: (column: RegisteredColumn) => boolean = () => true,
): Promise<string[]> {
  const spellings = canaries.flatMap(spellingsOf);
  const leaks: string[] = [];
  for (const [table, columns] of groupByTable(listTextColumns().filter(isSwept))) {
    const texts = columns.map(({ column }) => gather(column)).join(', ');
    const [row = {}] = await query<Record<string, string | null>>(`SELECT ${texts} FROM ${table} t`);
    const hit = Object.keys(row).filter((column) =>
      spellings.some((spelling) => row[column]?.includes(spelling)),
    );
    leaks.push(...hit.map((column) => `${table}.${column}`));
  }
  return leaks;
}
