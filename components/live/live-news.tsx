'use client';

import { usePathname, useSearchParams } from 'next/navigation';

import { focusPage } from '@/components/acts/focus-page';
import { writeAddress } from '@/components/memories/memory-address';
import { makeLate } from '@/components/ui/late';
import { useShortcut } from '@/components/ui/shortcuts';

import { useNews } from './use-news';

/** Loaded when there is something to say. Where it cannot be, whoever reads goes on reading. */
const { Component: NewsCard } = makeLate(() => import('./news-card').then((module) => module.NewsCard), {
  StandIn: () => null,
});

/** The store and the memory that an address shows. */
const memoryPath = /\/stores\/([^/]+)\/memories\/([^/]+)$/;

/** The card is about to go, and the focus with it if it stands in there. */
function leaveCard(): void {
  if (document.activeElement?.closest('[data-news]')) focusPage();
}

function goTo(query: string): void {
  window.history.pushState(null, '', window.location.pathname + query);
}

/** What others did to what is on the screen, until somebody wants to see it. */
export function LiveNews({ from }: { from: string }) {
  const [, storeId, memoryId] = memoryPath.exec(usePathname()) ?? [];
  const place = storeId !== undefined && memoryId !== undefined ? { storeId, memoryId } : null;
  const params = useSearchParams();
  const { news, hadGap, shownVersionId, refresh, putAway } = useNews(from, place);
  const last = news?.here?.last;
  const isEditing = params.get('view') === 'edit';
  const isElsewhere = ['version', 'from', 'to'].some((name) => params.has(name));

  const show = async () => {
    leaveCard();
    await refresh();
    if (place && isElsewhere) goTo(writeAddress({ view: params.get('view') === 'raw' ? 'raw' : 'content' }));
  };
  const compare = async () => {
    leaveCard();
    await refresh();
    goTo(`?view=diff&from=${shownVersionId}&to=${last?.memory_version_id}`);
  };
  const isShown = news !== null || hadGap;
  useShortcut(isShown && !isEditing ? 'u' : null, 'Show what is new', () => void show());

  return (
    <>
      <output className="sr-only">
        {isShown && `There is something new.${isEditing ? '' : ' Press u to show it.'}`}
      </output>
      {isShown && (
        <NewsCard
          news={news}
          isEditing={isEditing}
          onShow={() => void show()}
          onCompare={shownVersionId === null ? null : () => void compare()}
          onClose={() => {
            leaveCard();
            putAway();
          }}
        />
      )}
    </>
  );
}
