import type { VersionResource } from '@/lib/versions/schema';

import { toPrintable } from './printable';
import type { Paint } from './style';
import { renderTable } from './table';
import type { Column } from './table';
import { marksOf, numberOf, whenOf } from './version-words';
import { countOf, describeActor, formatChange, formatSize, shortHash } from './words';

const columns: Column[] = [
  { title: '', tone: 'yellow' },
  { title: '' },
  { title: '', tone: 'cyan' },
  { title: '' },
  { title: '', tone: 'dim' },
  { title: '', align: 'right' },
  { title: '', align: 'right' },
  { title: '', tone: 'dim' },
  { title: '', tone: 'magenta' },
];

export type Story = {
  storeName: string;
  memoryId: string;
  /** Newest first, with governance. */
  versions: readonly VersionResource[];
};

/** The story of a memory: one line a version, newest first. */
export function renderLog(
  { storeName, memoryId, versions }: Story,
  options: { now: Date; paint: Paint },
): string {
  const { now, paint } = options;
  const path = versions.find((version) => version.path !== null)?.path ?? '(no path left)';
  const title = `${paint('bold', toPrintable(`${storeName}:${path}`))}  ${paint('dim', memoryId)}`;
  const rows = versions.map((version, index) => {
    const before = versions[index + 1];
    const [ago, at] = whenOf(version, now);
    return [
      numberOf(version),
      version.operation,
      toPrintable(describeActor(version.created_by)),
      ago,
      at,
      formatSize(version.content_size_bytes),
      formatChange(version.content_size_bytes, before ? before.content_size_bytes : null),
      shortHash(version.content_sha256),
      [marksOf(version, { isHead: index === 0, versions }), movedFrom(version, before)]
        .filter(Boolean)
        .join(' · '),
    ];
  });
  return `${title}\n${countOf(versions.length, 'version')}, newest first\n\n${renderTable(columns, rows, paint)}\n`;
}

function movedFrom(version: VersionResource, before: VersionResource | undefined): string {
  if (!before?.path || !version.path || before.path === version.path) return '';
  return `moved from ${toPrintable(before.path)}`;
}
