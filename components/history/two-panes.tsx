import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';

import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';

type TwoPanesProps = {
  list: ReactNode;
  /** What was chosen from the list; null when nothing was. */
  detail: ReactNode | null;
  empty: ReactNode;
  onBack: () => void;
};

/** A list, and beside it what was chosen from it; where there is no room for both, one after the other. */
export function TwoPanes({ list, detail, empty, onBack }: TwoPanesProps) {
  const isChosen = detail !== null;
  return (
    <div className="flex min-h-0 grow border-t border-line">
      <div
        className={classNames(
          'flex min-w-0 flex-col border-line min-[900px]:w-[380px] min-[900px]:shrink-0 min-[900px]:border-r',
          'max-[899px]:grow',
          isChosen && 'max-[899px]:hidden',
        )}
      >
        {list}
      </div>
      <div className={classNames('min-w-0 grow overflow-y-auto', !isChosen && 'max-[899px]:hidden')}>
        {isChosen && (
          <Button look="quiet" onClick={onBack} className="m-2 min-[900px]:hidden">
            <ArrowLeft aria-hidden size={16} /> Back to the list
          </Button>
        )}
        {detail ?? empty}
      </div>
    </div>
  );
}
