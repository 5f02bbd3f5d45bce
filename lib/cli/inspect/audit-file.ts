import { createHash } from 'node:crypto';

import canonicalize from 'canonicalize';

import { auditExportLine } from '@/lib/audit/export-line';

/** What an exported trail turned out to be: whole, with its number of entries, or not, with the first reason. */
export type AuditFileVerdict =
  | { isWhole: true; entryCount: number; asOf: string; sha256: string }
  | { isWhole: false; lineNumber: number; fault: string };

/** Lines with their line feeds; the last may lack one. */
async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    let from = 0;
    const text = Buffer.concat([rest, chunk]);
    for (let end = text.indexOf(10); end !== -1; end = text.indexOf(10, from)) {
      yield text.subarray(from, end + 1);
      from = end + 1;
    }
    rest = text.subarray(from);
  }
  if (rest.length > 0) yield rest;
}

function parseLine(bytes: Buffer) {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    const isCanonical = `${canonicalize(value)}\n` === bytes.toString('utf8');
    const parsed = auditExportLine.safeParse(value);
    return isCanonical && parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Reads an exported trail to its end: a byte that was changed, added or cut off makes another verdict. */
export async function verifyAuditFile(chunks: AsyncIterable<Uint8Array>): Promise<AuditFileVerdict> {
  const hash = createHash('sha256');
  let manifest: { asOf: string; count: number } | null = null;
  let found: { count: number; sha256: string } | null = null;
  let lineNumber = 0;
  let entryCount = 0;
  const faulty = (fault: string): AuditFileVerdict => ({ isWhole: false, lineNumber, fault });
  for await (const bytes of splitLines(chunks)) {
    lineNumber += 1;
    if (found) return faulty('something stands behind the last line');
    const line = parseLine(bytes);
    if (!line) return faulty('it is no line of an exported trail');
    if ((line.kind === 'manifest') !== (lineNumber === 1))
      return faulty('the manifest is not the first line alone');
    if (line.kind === 'manifest') manifest = { asOf: line.as_of, count: line.entry_count };
    if (line.kind === 'entry') entryCount += 1;
    if (line.kind === 'end') found = { count: line.entry_count, sha256: line.sha256 };
    else hash.update(bytes);
  }
  if (!manifest || !found) return faulty('the file was cut: its last line is missing');
  const sha256 = hash.digest('hex');
  if (found.sha256 !== sha256) return faulty('the SHA-256 is not that of the lines before it');
  if (found.count !== entryCount || manifest.count !== entryCount)
    return faulty('the number of entries is not what the file says');
  return { isWhole: true, entryCount, asOf: manifest.asOf, sha256 };
}
