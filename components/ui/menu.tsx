'use client';

import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

import { classNames } from './class-names';

type MenuProps = { trigger: ReactNode; align?: 'start' | 'end'; children: ReactNode };

/** A menu of acts behind a button. Not modal, so that it neither locks the page's scrolling nor needs styles of its own. */
export function Menu({ trigger, align = 'end', children }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-20 min-w-48 rounded-pane border border-line bg-raised p-1 shadow-overlay"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
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
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
      disabled={disabledReason !== undefined}
      className={classNames(
        'flex min-h-8 cursor-default items-center justify-between gap-6 rounded-control px-2 py-1 outline-none',
        'data-highlighted:bg-accent-soft data-disabled:text-soft',
        isDanger && 'text-danger',
      )}
    >
      <span className="grid">
        {children}
        {disabledReason !== undefined && <span className="text-small">{disabledReason}</span>}
      </span>
      {shortcut !== undefined && <kbd className="text-small text-soft">{shortcut}</kbd>}
    </DropdownMenu.Item>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2 py-1 text-small text-soft">{children}</DropdownMenu.Label>;
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}
