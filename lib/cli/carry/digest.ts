import { createHash } from 'node:crypto';

/** How many rows a table has, and the SHA-256 over all of them in order, each with its line feed. */
export type Digest = { table: string; rows: number; sha256: string };

/** Takes the rows of one table in, in order, and says what they came to. */
export function createDigester(table: string): {
  add: (lines: readonly string[]) => void;
  finish: () => Digest;
} {
  const hash = createHash('sha256');
  let rows = 0;
  return {
    add: (lines) => {
      hash.update(`${lines.join('\n')}\n`);
      rows += lines.length;
    },
    finish: () => ({ table, rows, sha256: hash.digest('hex') }),
  };
}

export function sumRows(digests: readonly Digest[]): number {
  return digests.reduce((sum, { rows }) => sum + rows, 0);
}

/** A sentence for each table that is not the same on both sides. */
export function findDifferences(expected: readonly Digest[], found: readonly Digest[]): string[] {
  const byTable = new Map(found.map((digest) => [digest.table, digest]));
  return expected.flatMap(({ table, rows, sha256 }) => {
    const other = byTable.get(table);
    if (!other) return [`${table} is missing`];
    if (other.rows !== rows) return [`${table} has ${other.rows} rows and should have ${rows}`];
    return other.sha256 === sha256 ? [] : [`the rows of ${table} are not the same`];
  });
}
