'use client';

import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';

export type Shortcut = {
  /** As `KeyboardEvent.key`; `mod+k` for Command or Control. */
  keys: string;
  /** What it does, as the help shows it. */
  does: string;
};

/** A key that works now, and what pressing it would do. */
type BoundShortcut = Shortcut & { act: () => void };

type Add = (shortcut: BoundShortcut) => () => void;

const AddContext = createContext<Add>(() => () => undefined);
const ShownContext = createContext<readonly BoundShortcut[]>([]);

/** Holds the list of the keys that work on the present page, for the help. */
export function ShortcutProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly BoundShortcut[]>([]);
  const add = useCallback((shortcut: BoundShortcut) => {
    setShown((before) => [...before, shortcut]);
    return () => setShown((before) => before.filter((each) => each !== shortcut));
  }, []);
  return (
    <AddContext value={add}>
      <ShownContext value={shown}>{children}</ShownContext>
    </AddContext>
  );
}

export function useShortcutList(): readonly BoundShortcut[] {
  return useContext(ShownContext);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const isBox = target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
  return isBox || target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName);
}

function fits(event: KeyboardEvent, keys: string): boolean {
  const isMod = keys.startsWith('mod+');
  const key = isMod ? keys.slice('mod+'.length) : keys;
  const wantsMod = event.metaKey || event.ctrlKey;
  return event.key === key && wantsMod === isMod && !event.altKey;
}

/** Keys mean nothing while somebody types, and nothing behind an open dialog or menu. */
function isElsewhere(event: KeyboardEvent, isMod: boolean): boolean {
  if (event.defaultPrevented || event.isComposing || event.repeat) return true;
  if (document.querySelector('dialog[open], [role="menu"]:popover-open')) return true;
  return !isMod && isTyping(event.target);
}

/** Binds a key for as long as the component is shown. Null binds nothing. */
export function useShortcut(keys: string | null, does: string, act: () => void): void {
  const add = useContext(AddContext);
  const actRef = useRef(act);
  useEffect(function keepNewest() {
    actRef.current = act;
  });
  useEffect(
    function listenForKey() {
      if (keys === null) return undefined;
      const remove = add({ keys, does, act: () => actRef.current() });
      const listen = (event: KeyboardEvent) => {
        if (!fits(event, keys) || isElsewhere(event, keys.startsWith('mod+'))) return;
        event.preventDefault();
        actRef.current();
      };
      document.addEventListener('keydown', listen);
      return () => {
        remove();
        document.removeEventListener('keydown', listen);
      };
    },
    [keys, does, add],
  );
}
