'use client';

import type { MouseEvent } from 'react';

import type { ExpectedTexts } from '@/components/diff/preload-diff';
import { classNames } from '@/components/ui/class-names';

import { preloadView } from './lazy-views';
import { writeAddress } from './memory-address';
import type { MemoryAddress, View } from './memory-address';
import type { Go } from './use-memory-address';

const tabs: readonly { view: View; name: string }[] = [
  { view: 'content', name: 'Content' },
  { view: 'diff', name: 'Diff' },
  { view: 'blame', name: 'Blame' },
  { view: 'raw', name: 'Raw' },
];

/** Blame is of the memory as it is; the other views are of one version. */
function addressOf(view: View, { version, from, to }: MemoryAddress): Partial<MemoryAddress> {
  if (view === 'blame') return { view };
  return view === 'diff' ? { view, version, from, to } : { view, version: version ?? to };
}

function opensElsewhere(event: MouseEvent): boolean {
  return event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0;
}

type ViewTabsProps = {
  address: MemoryAddress;
  go: Go;
  /** What the difference would be of, as far as it is known by now. */
  readTexts: () => ExpectedTexts | null;
};

/** The ways to look at the text. Links, so that each can be opened beside another. */
export function ViewTabs({ address, go, readTexts }: ViewTabsProps) {
  return (
    <nav aria-label="Views of the text" className="flex border-b border-line px-4">
      {tabs.map(({ view, name }) => {
        const isHere = view === address.view;
        const target = addressOf(view, address);
        const prepare = () => {
          if (!isHere) preloadView(view, readTexts());
        };
        return (
          <a
            key={view}
            href={writeAddress(target) || '?'}
            aria-current={isHere ? 'page' : undefined}
            onPointerEnter={prepare}
            onFocus={prepare}
            onClick={(event) => {
              if (opensElsewhere(event)) return;
              event.preventDefault();
              go(target);
            }}
            className={classNames(
              '-mb-px flex h-10 items-center border-b-2 px-3 no-underline',
              isHere ? 'border-accent font-medium text-ink' : 'border-transparent text-soft hover:text-ink',
            )}
          >
            {name}
          </a>
        );
      })}
    </nav>
  );
}
