'use client';

import { createContext, useCallback, useContext, useState } from 'react';
import type { ReactNode } from 'react';

import { Dialog } from '@/components/ui/dialog';
import { useShortcut, useShortcutList } from '@/components/ui/shortcuts';

const HelpContext = createContext<() => void>(() => undefined);

export function useShowHelp(): () => void {
  return useContext(HelpContext);
}

/** The keyboard help, on `?` and in the account's menu. */
export function HelpProvider({ children }: { children: ReactNode }) {
  const [isShown, setIsShown] = useState(false);
  const show = useCallback(() => setIsShown(true), []);
  useShortcut('?', 'Show this help', show);
  return (
    <HelpContext value={show}>
      {children}
      {isShown && <HelpDialog onClose={() => setIsShown(false)} />}
    </HelpContext>
  );
}

const keyNames: Record<string, string> = {
  'mod+k': 'Ctrl K or ⌘K',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

function HelpDialog({ onClose }: { onClose: () => void }) {
  const byKeys = new Map(useShortcutList().map((shortcut) => [shortcut.keys, shortcut.does]));
  return (
    <Dialog title="Keys on this page" onClose={onClose}>
      <dl className="grid gap-y-2">
        {[...byKeys].map(([keys, does]) => (
          <div key={keys} className="grid grid-cols-[120px_1fr] items-center gap-4">
            <dt>
              <kbd className="rounded-control border border-line bg-sunken px-2 py-0.5 font-mono text-small">
                {keyNames[keys] ?? keys}
              </kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
