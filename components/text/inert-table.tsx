import type { Alignment, Block, Inline } from '@/lib/versions/markdown';

import { InertSpans } from './inert-spans';

const aligned = { left: 'text-left', center: 'text-center', right: 'text-right' } as const;

type CellProps = { spans: readonly Inline[]; alignment: Alignment | undefined; isHead?: boolean };

/** A heading without words is no heading to anybody who listens. */
function Cell({ spans, alignment, isHead = false }: CellProps) {
  const Tag = isHead && spans.length > 0 ? 'th' : 'td';
  return (
    <Tag className={`border border-line px-2 py-1 align-top ${aligned[alignment ?? 'left']}`}>
      <InertSpans spans={spans} />
    </Tag>
  );
}

export function InertTable({ block }: { block: Block & { kind: 'table' } }) {
  const { alignments, head, rows } = block;
  return (
    // Whoever has no pointer scrolls a wide table by its focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role
    <div role="group" aria-label="Table" tabIndex={0} className="overflow-x-auto">
      <table className="border-collapse">
        <thead className="bg-sunken">
          <tr>
            {head.map((spans, index) => (
              <Cell key={index} isHead spans={spans} alignment={alignments[index]} />
            ))}
          </tr>
        </thead>
        {rows.length > 0 && (
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {row.map((spans, column) => (
                  <Cell key={column} spans={spans} alignment={alignments[column]} />
                ))}
              </tr>
            ))}
          </tbody>
        )}
      </table>
    </div>
  );
}
