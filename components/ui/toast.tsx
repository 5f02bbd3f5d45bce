'use client';

import { X } from 'lucide-react';
import { Toast } from 'radix-ui';
import { createContext, useCallback, useContext, useMemo, useState } from 'react';
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
const ToastContext = createContext<(message: Message) => void>(() => undefined);

/** Tells what an act did, with its undo where there is one. */
export function useToast(): (message: Message) => void {
  return useContext(ToastContext);
}

type Shown = Message & { id: number };

export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown[]>([]);
  const show = useCallback((message: Message) => {
    setShown((before) => [...before.slice(-2), { ...message, id: (before.at(-1)?.id ?? 0) + 1 }]);
  }, []);
  const put = useMemo(
    () => (id: number) => setShown((before) => before.filter((each) => each.id !== id)),
    [],
  );
  return (
    <ToastContext value={show}>
      <Toast.Provider duration={showForMs} label="Notice">
        {children}
        {shown.map((message) => (
          <ToastCard key={message.id} message={message} onClose={() => put(message.id)} />
        ))}
        <Toast.Viewport className="fixed right-4 bottom-4 z-30 grid w-[min(400px,calc(100%-32px))] gap-2 max-[899px]:bottom-18" />
      </Toast.Provider>
    </ToastContext>
  );
}

function ToastCard({ message, onClose }: { message: Shown; onClose: () => void }) {
  const { title, detail, action, isFailure = false } = message;
  return (
    <Toast.Root
      type={isFailure ? 'foreground' : 'background'}
      duration={isFailure ? Number.POSITIVE_INFINITY : showForMs}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      className="flex items-start gap-3 rounded-pane border border-line bg-raised py-2 pr-2 pl-4 shadow-overlay"
    >
      <div className="grid grow gap-0.5 py-1.5">
        <Toast.Title className={isFailure ? 'font-medium text-danger' : 'font-medium'}>{title}</Toast.Title>
        {detail !== undefined && (
          <Toast.Description className="text-small text-soft">{detail}</Toast.Description>
        )}
      </div>
      {action && (
        <Toast.Action asChild altText={action.label}>
          <Button onClick={action.onAct}>{action.label}</Button>
        </Toast.Action>
      )}
      <Toast.Close asChild>
        <IconButton icon={X} label="Put this notice away" />
      </Toast.Close>
    </Toast.Root>
  );
}
