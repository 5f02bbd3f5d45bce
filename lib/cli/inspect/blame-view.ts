import type { BlameResource } from '@/lib/history/schema';
import type { VersionResource } from '@/lib/versions/schema';

import { timeAgo } from './instants';
import { toPrintable } from './printable';
import type { Paint } from './style';
import { renderTable } from './table';
import { numberOf } from './version-words';
import { describeActor } from './words';

type Blamed = { blame: BlameResource; versions: readonly VersionResource[] };

/** One row a line. `~` says that the line may be older than the version beside it. */
export function renderBlame({ blame, versions }: Blamed, options: { now: Date; paint: Paint }): string {
  const byId = new Map(versions.map((version) => [version.id, version]));
  const rows = blame.lines.map(({ text, memory_version_id: id, is_approximate: isApproximate }, index) => {
    const version = byId.get(id);
    return [
      `${isApproximate ? '~' : ''}${version ? numberOf(version) : id}`,
      version ? toPrintable(describeActor(version.created_by)) : '',
      version ? timeAgo(version.created_at, options.now) : '',
      String(index + 1),
      toPrintable(text.replace(/\r?\n$/, '')).replaceAll('␉', '  '),
    ];
  });
  if (rows.length === 0) return 'The text is empty.\n';
  const columns = [
    { title: '', tone: 'yellow' as const },
    { title: '', tone: 'cyan' as const },
    { title: '', tone: 'dim' as const },
    { title: '', align: 'right' as const, tone: 'dim' as const },
    { title: '', maxWidth: 1000 },
  ];
  const isGuessed = blame.lines.some((line) => line.is_approximate);
  const legend = isGuessed
    ? '\n~ the line may be older: what came before is redacted or too long ago.\n'
    : '';
  return `${renderTable(columns, rows, options.paint)}\n${legend}`;
}
