'use client';

import { useLinkStatus } from 'next/link';

import { classNames } from './class-names';

/** Inside a link: says that its page is on its way, once that takes long enough to be noticed. Its place is kept, so that nothing jumps. */
export function LinkPending({ className }: { className?: string }) {
  const { pending } = useLinkStatus();
  return (
    <span
      aria-hidden
      className={classNames(
        'ml-auto size-1.5 shrink-0 rounded-full bg-accent transition-opacity delay-100',
        pending ? 'opacity-100' : 'opacity-0',
        className,
      )}
    />
  );
}
