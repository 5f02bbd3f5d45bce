import { X } from 'lucide-react';

import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import type { News } from '@/lib/live/news';

import { describeNews, isComparable } from './news-words';

type NewsCardProps = {
  /** Null when it is not known what. */
  news: News | null;
  /** What is being written is not taken away from under the writer. */
  isEditing: boolean;
  onShow: () => void;
  /** Lays the newest version beside the one on the screen; null where there is none. */
  onCompare: (() => void) | null;
  onClose: () => void;
};

/** Says over the page that there is something new. Nothing of the page moves until somebody asks for it. */
export function NewsCard({ news, isEditing, onShow, onCompare, onClose }: NewsCardProps) {
  const canCompare = !isEditing && news?.here && isComparable(news.here.last);
  return (
    <section
      aria-label="News"
      data-news
      className="fixed bottom-4 left-1/2 z-20 flex w-max max-w-[calc(100%-32px)] -translate-x-1/2 flex-wrap items-center gap-x-3 gap-y-1 rounded-pane border border-line bg-raised py-1.5 pr-1.5 pl-4 shadow-overlay max-[899px]:bottom-18 min-[900px]:left-[calc(50%+108px)] min-[900px]:max-w-[calc(100%-248px)]"
    >
      <p className="min-w-0">
        {news ? describeNews(news) : 'Something may have changed while the connection was away'}
        {isEditing && (
          <span className="block text-small text-soft">
            Saving shows you both before anything is written.
          </span>
        )}
      </p>
      <div className="ml-auto flex items-center gap-2">
        {!isEditing && (
          <Button onClick={onShow} aria-keyshortcuts="u">
            Show
          </Button>
        )}
        {canCompare && onCompare && <Button onClick={onCompare}>Compare</Button>}
        <IconButton icon={X} label="Put the news away" onClick={onClose} />
      </div>
    </section>
  );
}
