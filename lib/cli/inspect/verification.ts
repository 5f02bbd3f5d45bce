import { createHash } from 'node:crypto';

import type { MemoryResource } from '@/lib/memories/schema';
import type { VersionResource } from '@/lib/versions/schema';

export type Fault = {
  type: 'mismatch';
  what: 'memory' | 'version';
  id: string;
  path: string | null;
  fault: string;
};
type Recorded = { content: string | null; content_sha256: string | null; content_size_bytes: number | null };

/** What is wrong with a head that was fetched in full. */
export function checkMemory(memory: MemoryResource): Fault[] {
  const { id, path } = memory;
  const faults = memory.content === null ? ['the text is missing'] : checkText(memory);
  return faults.map((fault) => ({ type: 'mismatch', what: 'memory', id, path, fault }));
}

/** What is wrong with a version that was fetched in full. One that is redacted or records a deletion may have nothing left. */
export function checkVersion(version: VersionResource): Fault[] {
  const { id, path } = version;
  return faultsOfVersion(version).map((fault) => ({ type: 'mismatch', what: 'version', id, path, fault }));
}

function faultsOfVersion(version: VersionResource): string[] {
  if (version.redacted_at !== null) {
    const isBlank =
      version.content === null && version.content_sha256 === null && version.content_size_bytes === null;
    return isBlank ? [] : ['is redacted, but something of its text is still there'];
  }
  if (version.content !== null) return checkText(version);
  return version.operation === 'deleted' ? [] : ['the text is missing'];
}

function checkText({ content, content_sha256: hash, content_size_bytes: size }: Recorded): string[] {
  const bytes = Buffer.from(content ?? '');
  const found = createHash('sha256').update(bytes).digest('hex');
  return [
    ...(found === hash ? [] : [`the text has the hash ${found}, the record says ${hash}`]),
    ...(bytes.length === size ? [] : [`the text has ${bytes.length} bytes, the record says ${size}`]),
  ];
}
