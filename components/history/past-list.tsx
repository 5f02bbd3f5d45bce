'use client';

import { FileText, Folder } from 'lucide-react';

import { VisibleText } from '@/components/text/visible-text';
import { Bytes } from '@/components/ui/bytes';
import { classNames } from '@/components/ui/class-names';
import type { PastRow } from '@/lib/history/past-rows';

import { EndlessList } from './endless-list';
import { UrlLink } from './url-link';

const rowPx = 32;
const indentPx = 16;

type PastListProps = { rows: readonly PastRow[]; chosen: string | null; onMore: (() => void) | undefined };

/** The memories of a store at an instant, as a tree. */
export function PastList({ rows, chosen, onMore }: PastListProps) {
  return (
    <EndlessList
      label="Memories then"
      count={rows.length}
      heightOf={() => rowPx}
      keyOf={(index) => rows[index]?.key ?? String(index)}
      row={(index) => {
        const row = rows[index];
        return row ? (
          <Row row={row} isChosen={row.kind === 'memory' && row.version.memory_id === chosen} />
        ) : null;
      }}
      onMore={onMore}
    />
  );
}

function Row({ row, isChosen }: { row: PastRow; isChosen: boolean }) {
  const style = { paddingLeft: 16 + row.depth * indentPx };
  const Icon = row.kind === 'folder' ? Folder : FileText;
  const name = (
    <>
      <Icon aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-soft" />
      <span className="min-w-0 grow truncate" title={row.name}>
        <VisibleText text={row.name} />
        {row.kind === 'folder' && '/'}
      </span>
    </>
  );
  if (row.kind === 'folder') {
    return (
      <div style={style} className="flex h-8 items-center gap-2 pr-4 text-soft">
        {name}
      </div>
    );
  }
  const size = row.version.content_size_bytes;
  return (
    <UrlLink
      to={{ memory: row.version.memory_id }}
      aria-current={isChosen || undefined}
      style={style}
      className={classNames(
        'flex h-8 items-center gap-2 pr-4 text-ink no-underline focus-visible:-outline-offset-2',
        isChosen ? 'bg-accent-soft' : 'hover:bg-sunken',
      )}
    >
      {name}
      {size !== null && <Bytes value={size} className="shrink-0 text-small text-soft" />}
    </UrlLink>
  );
}
