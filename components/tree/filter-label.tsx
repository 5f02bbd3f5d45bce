import { MarkedText } from '@/components/text/marked-text';
import { findMarks } from '@/components/text/marks';

import type { MemoryRow } from './rows';
import { folderOf } from './rows';

/** A memory by its name and then its folder, with what was typed marked in both. */
export function FilterLabel({ row, query }: { row: MemoryRow; query: string }) {
  const folder = folderOf(row.memory.path);
  return (
    <>
      <MarkedText text={row.name} marks={findMarks(row.name, query)} />{' '}
      <span className="text-small text-soft">
        <MarkedText text={folder} marks={findMarks(folder, query)} />
      </span>
    </>
  );
}
