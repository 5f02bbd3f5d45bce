'use client';

import { Command } from 'cmdk';

import { MarkedText } from '@/components/text/marked-text';
import type { Entry, EntryGroup } from './palette-entry';

const headingClass =
  '**:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:pt-3 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-small **:[[cmdk-group-heading]]:text-soft';

type PaletteListProps = { groups: readonly EntryGroup[]; onChoose: (entry: Entry) => void };

export function PaletteList({ groups, onChoose }: PaletteListProps) {
  return (
    <Command.List label="What was found" className="min-h-0 grow overflow-y-auto px-2 pb-2">
      {groups.map(({ heading, entries }) => (
        <Command.Group key={heading} heading={heading} className={headingClass}>
          {entries.map((entry) => (
            <PaletteItem key={entry.key} entry={entry} onChoose={() => onChoose(entry)} />
          ))}
        </Command.Group>
      ))}
    </Command.List>
  );
}

function PaletteItem({ entry, onChoose }: { entry: Entry; onChoose: () => void }) {
  const { key, icon: Icon, text, marks = [], detail, shortcut } = entry;
  return (
    <Command.Item
      value={key}
      onSelect={onChoose}
      className="flex min-h-8 cursor-default items-center gap-2.5 rounded-control px-2 py-1 aria-selected:bg-sunken aria-selected:outline-1 aria-selected:-outline-offset-1 aria-selected:outline-line-strong"
    >
      <Icon aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-soft" />
      <span className="flex min-w-0 grow flex-wrap items-baseline gap-x-3">
        <span className="min-w-0 [overflow-wrap:anywhere]">
          <MarkedText text={text} marks={marks} />
        </span>
        {detail && (
          <span className="min-w-0 truncate text-small text-soft">
            <MarkedText text={detail.text} marks={detail.marks ?? []} />
          </span>
        )}
      </span>
      {shortcut !== undefined && (
        <kbd className="shrink-0 rounded-control border border-line px-1.5 font-mono text-small text-soft">
          {shortcut}
        </kbd>
      )}
    </Command.Item>
  );
}
