import { X } from 'lucide-react';

import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';

type NewsCardProps = {
  words: string;
  /** Why it cannot be shown just now; null where it can. */
  hint: string | null;
  onShow: () => void;
  onCompare: (() => void) | null;
  onClose: () => void;
};

/** Says over the page that there is something new. Nothing of the page moves until somebody asks for it. */
export function NewsCard({ words, hint, onShow, onCompare, onClose }: NewsCardProps) {
  return (
    <section
      aria-label="News"
      data-news
      className="fixed bottom-4 left-1/2 z-20 flex w-max max-w-[calc(100%-32px)] -translate-x-1/2 flex-wrap items-center gap-x-3 gap-y-1 rounded-pane border border-line bg-raised py-1.5 pr-1.5 pl-4 shadow-overlay max-[899px]:bottom-18 min-[900px]:left-[calc(50%+108px)] min-[900px]:max-w-[calc(100%-248px)]"
    >
      <p className="min-w-0">
        {words}
        {hint !== null && <span className="block text-small text-soft">{hint}</span>}
      </p>
      <div className="ml-auto flex items-center gap-2">
        {hint === null && (
          <Button onClick={onShow} aria-keyshortcuts="u">
            Show
          </Button>
        )}
        {onCompare && <Button onClick={onCompare}>Compare</Button>}
        <IconButton icon={X} label="Put the news away" onClick={onClose} />
      </div>
    </section>
  );
}
