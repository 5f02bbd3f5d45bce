'use client';

import { Command } from 'cmdk';
import { History, Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { flushSync } from 'react-dom';

import { useMay, useWorkspaceId } from '@/components/shell/workspace';
import { useSettled } from '@/components/stores/use-typed-text';
import { Dialog } from '@/components/ui/dialog';

import { toFoundGroups } from './found-entries';
import type { Entry, EntryGroup } from './palette-entry';
import { PaletteFoot } from './palette-foot';
import { PaletteList } from './palette-list';
import { listRecentPlaces } from './recent-places';
import { useActs } from './use-acts';
import { useFirstChosen } from './use-first-chosen';
import { useFound } from './use-found';

import { useStoreNames } from './use-store-names';

const maxCharacters = 255;

type PaletteProps = {
  /** What was typed before there was a box for it. */
  takeTyped: () => string;
  onClose: () => void;
  onCreateStore: () => void;
};

/** Finds stores, memories, sessions and acts by what is typed. None of it is put into an address that a server sees. */
export function Palette({ takeTyped, onClose, onCreateStore }: PaletteProps) {
  const [typed, setTyped] = useState('');
  const query = useSettled(typed.trim());
  const found = useFound(query);
  const groups = useGroups({ typed: typed.trim(), query, found, onCreateStore });
  const { root, noticeMove, noticeKey, startAgain } = useFirstChosen(groups);
  const mayRead = useMay('memories:read');
  const choose = (entry: Entry) => {
    // The focus is back where it was before the act takes it somewhere.
    flushSync(onClose);
    entry.act();
  };
  return (
    <Dialog title="Search everywhere" width="wide" onClose={onClose}>
      <Command
        label="Search stores, memories, sessions and acts"
        shouldFilter={false}
        vimBindings={false}
        loop
        ref={root}
        onPointerMoveCapture={noticeMove}
        onKeyDown={(event) => {
          noticeKey(event.nativeEvent);
          if (event.key !== 'k' || !(event.metaKey || event.ctrlKey)) return;
          event.preventDefault();
          onClose();
        }}
        className="-m-4 flex h-[min(560px,calc(100dvh-160px))] flex-col"
      >
        <div className="flex shrink-0 items-center gap-2.5 border-b border-line px-4">
          <Search aria-hidden size={16} className="shrink-0 text-soft" />
          <Command.Input
            data-first-focus
            value={typed}
            onFocus={() => {
              const text = takeTyped();
              if (text !== '') setTyped((before) => before + text);
            }}
            onValueChange={(text) => {
              startAgain();
              setTyped(text);
            }}
            maxLength={maxCharacters}
            placeholder={
              mayRead ? 'A store, a path, words of a memory, a session, an act' : 'A store, a session, an act'
            }
            className="h-12 w-full bg-transparent text-lead outline-none placeholder:text-soft"
          />
        </div>
        <PaletteList groups={groups} onChoose={choose} />
        <PaletteFoot query={query} found={found} />
      </Command>
    </Dialog>
  );
}

type Shown = {
  typed: string;
  query: string;
  found: ReturnType<typeof useFound>;
  onCreateStore: () => void;
};

function useGroups({ typed, query, found, onCreateStore }: Shown): EntryGroup[] {
  const router = useRouter();
  const mayRead = useMay('memories:read');
  const root = `/w/${useWorkspaceId()}`;
  const acts = useActs(typed, onCreateStore);
  const storeIds = [
    ...found.paths.map((memory) => memory.memory_store_id),
    ...found.texts.flatMap(({ memory }) => memory?.memory_store_id ?? []),
  ];
  const names = useStoreNames(storeIds);
  const go = (href: string) => router.push(href);
  const results = toFoundGroups(found, {
    query,
    root,
    go,
    nameOf: (id) => names.get(id) ?? '',
  });
  const recent = listRecentPlaces().map(({ name, within, href }) => ({
    key: `recent ${href}`,
    icon: History,
    text: name,
    detail: { text: within },
    act: () => go(href),
  }));
  const everything: Entry = {
    key: 'everything',
    icon: Search,
    text: `All memories with “${typed}”`,
    act: () => goToSearch(`${root}/search`, typed, go),
  };
  const groups =
    typed === ''
      ? [{ heading: 'Lately seen', entries: recent }, ...acts]
      : [...results, ...acts, { heading: 'Search page', entries: mayRead ? [everything] : [] }];
  return groups.filter(({ entries }) => entries.length > 0);
}

/** On the page itself only the fragment changes, which the router would not tell it. */
function goToSearch(path: string, text: string, go: (href: string) => void): void {
  const fragment = `#${new URLSearchParams({ q: text })}`;
  if (window.location.pathname === path) window.location.hash = fragment;
  else go(path + fragment);
}
