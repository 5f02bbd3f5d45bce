import { Check } from 'lucide-react';
import type { ReactNode } from 'react';

import { classNames } from '@/components/ui/class-names';

type StepProps = { number: number; title: string; isDone: boolean; children: ReactNode };

/** One of a few steps in a fixed order. Done ones are ticked and stay open. */
export function Step({ number, title, isDone, children }: StepProps) {
  return (
    <li className="grid grid-cols-[24px_minmax(0,1fr)] gap-x-3">
      <span
        aria-hidden
        className={classNames(
          'mt-0.5 flex size-6 items-center justify-center rounded-full border text-small font-medium',
          isDone ? 'border-transparent bg-added-soft text-added' : 'border-line-strong text-soft',
        )}
      >
        {isDone ? <Check size={14} strokeWidth={2} /> : number}
      </span>
      <section aria-label={title} className="grid gap-3 pb-8">
        <h2 className="text-lead leading-7 font-semibold">
          {title}
          {isDone && <span className="sr-only">, done</span>}
        </h2>
        {children}
      </section>
    </li>
  );
}
