'use client';

import { describeAge } from '@/lib/clock/relative';

import { useNow } from './clock';

const date = { year: 'numeric', month: 'short', day: 'numeric' } as const;
const exact = { dateStyle: 'full', timeStyle: 'long' } as const;

type TimeProps = {
  value: string;
  className?: string;
  /** Says "ago" and "on", for use in a sentence. */ isInSentence?: boolean;
};

/** An instant: how long ago, with the exact time in the reader's zone on hover. Zones differ between server and reader. */
export function Time({ value, className, isInSentence = false }: TimeProps) {
  const atMs = Date.parse(value);
  const age = describeAge(atMs, useNow());
  const day = new Date(atMs).toLocaleDateString('en', date);
  const ago = age === 'now' ? 'just now' : `${age} ago`;
  const sentence = age === null ? `on ${day}` : ago;
  return (
    <time
      dateTime={value}
      title={`${new Date(atMs).toLocaleString('en', exact)}\n${value}`}
      suppressHydrationWarning
      className={className}
    >
      {isInSentence ? sentence : (age ?? day)}
    </time>
  );
}
