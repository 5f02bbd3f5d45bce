'use client';

import { Check, Copy as CopyIcon } from 'lucide-react';
import { useEffect, useState } from 'react';

import { classNames } from './class-names';

const confirmForMs = 1500;

type CopyProps = {
  text: string;
  /** What is copied, as in "Copy the hash". */ label: string;
  shown: string;
  className?: string;
};

/** Something long, shown short and monospaced; a press copies the whole of it. */
export function Copy({ text, label, shown, className }: CopyProps) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(
    function endConfirmation() {
      if (!isCopied) return undefined;
      const timer = setTimeout(() => setIsCopied(false), confirmForMs);
      return () => clearTimeout(timer);
    },
    [isCopied],
  );
  const Icon = isCopied ? Check : CopyIcon;
  return (
    <button
      type="button"
      title={text}
      aria-label={isCopied ? 'Copied' : `${label}: ${shown}`}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setIsCopied(true))}
      className={classNames(
        'inline-flex items-center gap-1 rounded-control px-1 font-mono text-small text-soft hover:bg-sunken hover:text-ink',
        className,
      )}
    >
      {shown}
      <Icon aria-hidden size={12} strokeWidth={2} />
    </button>
  );
}

const shownIdCharacters = 4;
const shownHashCharacters = 8;

/** An id by its last characters, since the first ones tell only its time. */
export function CopyId({ id }: { id: string }) {
  return <Copy text={id} label="Copy the id" shown={`…${id.slice(-shownIdCharacters)}`} />;
}

export function CopyHash({ hash }: { hash: string }) {
  return <Copy text={hash} label="Copy the SHA-256" shown={hash.slice(0, shownHashCharacters)} />;
}
