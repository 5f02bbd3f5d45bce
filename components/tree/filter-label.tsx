import { markParts } from './filter-rows';
import type { MemoryRow } from './rows';
import { folderOf } from './rows';

function Marked({ text, query }: { text: string; query: string }) {
  return markParts(text, query).map(({ text: part, isMatch }, index) =>
    isMatch ? (
      <mark key={index} className="bg-accent-soft text-accent">
        {part}
      </mark>
    ) : (
      part
    ),
  );
}

/** A memory by its name and then its folder, with what was typed marked in both. */
export function FilterLabel({ row, query }: { row: MemoryRow; query: string }) {
  return (
    <>
      <Marked text={row.name} query={query} />{' '}
      <span className="text-small text-soft">
        <Marked text={folderOf(row.memory.path)} query={query} />
      </span>
    </>
  );
}
