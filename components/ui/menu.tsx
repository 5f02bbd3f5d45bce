'use client';

import { cloneElement, createContext, useContext, useId, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement, ReactNode } from 'react';

import { classNames } from './class-names';
import { findMenuItem, placeBeside } from './menu-focus';

type TriggerProps = { popoverTarget?: string; 'aria-haspopup'?: 'menu'; 'aria-expanded'?: boolean };
type MenuProps = {
  /** A button that hands on what it is given. */
  trigger: ReactElement<TriggerProps>;
  align?: 'start' | 'end';
  children: ReactNode;
};

const CloseContext = createContext<() => void>(() => undefined);

/**
 * A menu of acts behind a button, by the menu button pattern of the ARIA practices. The platform's popover opens it, closes it on Escape and
 * on a press elsewhere, and gives the focus back; it stays where it is in the document, inside its landmark.
 */
export function Menu({ trigger, align = 'end', children }: MenuProps) {
  const id = useId();
  const panelRef = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const close = () => panelRef.current?.hidePopover();

  useLayoutEffect(
    function placeAndEnter() {
      const panel = panelRef.current;
      const button = document.querySelector(`[popovertarget="${id}"]`);
      if (!isOpen || !panel || !button) return;
      placeBeside(panel, button, align);
      findMenuItem(panel, 'Home')?.focus();
    },
    [isOpen, id, align],
  );

  function moveFocus(event: KeyboardEvent<HTMLDivElement>) {
    if (event.key === 'Tab') return close();
    const next = findMenuItem(event.currentTarget, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  return (
    <>
      {cloneElement(trigger, { popoverTarget: id, 'aria-haspopup': 'menu', 'aria-expanded': isOpen })}
      <div
        ref={panelRef}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        onToggle={(event) => setIsOpen(event.newState === 'open')}
        onKeyDown={moveFocus}
        className="fixed m-0 max-h-[calc(100dvh-16px)] w-max max-w-[calc(100vw-16px)] min-w-48 overflow-y-auto rounded-pane border border-line bg-raised p-1 text-ink shadow-overlay"
      >
        <CloseContext value={close}>{isOpen && children}</CloseContext>
      </div>
    </>
  );
}

type MenuItemProps = {
  onSelect: () => void;
  isDanger?: boolean;
  /** Why the act cannot be done now; it stays in sight, and says so. */
  disabledReason?: string | undefined;
  shortcut?: string;
  children: ReactNode;
};

export function MenuItem({ onSelect, isDanger = false, disabledReason, shortcut, children }: MenuItemProps) {
  const close = useContext(CloseContext);
  const isDisabled = disabledReason !== undefined;
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={isDisabled || undefined}
      onClick={() => {
        if (isDisabled) return;
        // The focus is back on the button before the act opens anything.
        close();
        onSelect();
      }}
      className={classNames(
        'flex min-h-8 w-full items-center justify-between gap-6 rounded-control px-2 py-1 text-left -outline-offset-2 hover:bg-accent-soft focus:bg-accent-soft',
        isDanger && 'text-danger',
        isDisabled && 'text-soft',
      )}
    >
      <span className="grid">
        {children}
        {isDisabled && <span className="text-small">{disabledReason}</span>}
      </span>
      {shortcut !== undefined && <kbd className="text-small text-soft">{shortcut}</kbd>}
    </button>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return (
    <div role="presentation" className="px-2 py-1 text-small text-soft">
      {children}
    </div>
  );
}

export function MenuSeparator() {
  return <hr className="my-1 border-line" />;
}
