'use client';

import { X } from 'lucide-react';
import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';

import { Button } from './button';
import { IconButton } from './icon-button';

export type Message = {
  title: string;
  detail?: string;
  /** Failures stay until they are put away. */
  isFailure?: boolean;
  action?: { label: string; onAct: () => void };
};

const showForMs = 10_000;
const tickMs = 500;
const shownAtOnce = 3;
const ToastContext = createContext<(message: Message) => void>(() => undefined);

/** Tells what an act did, with its undo where there is one. */
export function useToast(): (message: Message) => void {
  return useContext(ToastContext);
}

type Shown = Message & { id: number };

export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown[]>([]);
  const show = useCallback((message: Message) => {
    setShown((before) => [
      ...before.slice(1 - shownAtOnce),
      { ...message, id: (before.at(-1)?.id ?? 0) + 1 },
    ]);
  }, []);
  const put = useCallback((id: number) => setShown((before) => before.filter((each) => each.id !== id)), []);
  return (
    <ToastContext value={show}>
      {children}
      <section
        aria-label="Notices"
        aria-live="polite"
        className="pointer-events-none fixed right-4 bottom-4 z-30 grid w-[min(400px,calc(100%-32px))] gap-2 max-[899px]:bottom-18"
      >
        {shown.map((message) => (
          <ToastCard key={message.id} message={message} onClose={put} />
        ))}
      </section>
    </ToastContext>
  );
}

type ToastCardProps = { message: Shown; onClose: (id: number) => void };

/** Goes by itself after a while, but not while somebody points at it or stands in it, nor while a dialog keeps them from it. */
function ToastCard({ message, onClose }: ToastCardProps) {
  const { id, title, detail, action, isFailure = false } = message;
  const cardRef = useRef<HTMLDivElement>(null);
  useEffect(
    function goAfterAWhile() {
      if (isFailure) return undefined;
      let restMs = showForMs;
      const timer = setInterval(() => {
        const isKept = cardRef.current?.matches(':hover, :focus-within, :root:has(dialog[open]) *');
        restMs = isKept === true ? showForMs : restMs - tickMs;
        if (restMs <= 0) onClose(id);
      }, tickMs);
      return () => clearInterval(timer);
    },
    [id, isFailure, onClose],
  );
  return (
    <div
      ref={cardRef}
      role={isFailure ? 'alert' : 'status'}
      className="pointer-events-auto flex items-start gap-3 rounded-pane border border-line bg-raised py-2 pr-2 pl-4 shadow-overlay"
    >
      <div className="grid grow gap-0.5 py-1.5">
        <p className={isFailure ? 'font-medium text-danger' : 'font-medium'}>{title}</p>
        {detail !== undefined && <p className="text-small text-soft">{detail}</p>}
      </div>
      {action && (
        <Button
          onClick={() => {
            onClose(id);
            action.onAct();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon={X} label="Put this notice away" onClick={() => onClose(id)} />
    </div>
  );
}
