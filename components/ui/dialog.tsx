'use client';

import { X } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';

import { classNames } from './class-names';
import { IconButton } from './icon-button';

const widths = { narrow: 'max-w-[480px]', wide: 'max-w-[880px]', full: 'max-w-[1200px]' } as const;

type DialogProps = {
  title: string;
  onClose: () => void;
  width?: keyof typeof widths;
  /** While work is under way the dialog stays: closing it would hide what is happening. */
  isBusy?: boolean;
  footer?: ReactNode;
  children: ReactNode;
};

/** The platform's modal dialog: it holds the focus, closes on Escape, and gives the focus back to where it was. Rendered = open. */
export function Dialog({ title, onClose, width = 'narrow', isBusy = false, footer, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(function keepOpenWhileRendered() {
    const element = dialog.current;
    const opener = document.activeElement;
    element?.showModal();
    // The platform gives the focus to the first control, which is the one that closes.
    element?.querySelector<HTMLElement>('[data-first-focus]')?.focus();
    return () => {
      element?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);

  return (
    // A press on the backdrop lands on the dialog itself; the keyboard has Escape for it.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        if (!isBusy) onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === dialog.current && !isBusy) onClose();
      }}
      className={classNames(
        'm-auto w-[calc(100%-32px)] rounded-pane border border-line bg-raised p-0 text-ink shadow-overlay backdrop:bg-shade',
        widths[width],
      )}
    >
      <div className="grid max-h-[calc(100dvh-64px)] grid-rows-[auto_minmax(0,1fr)_auto]">
        <div className="flex items-center justify-between gap-4 border-b border-line py-2 pr-2 pl-4">
          <h2 id={titleId} className="text-lead font-semibold">
            {title}
          </h2>
          <IconButton icon={X} label="Close" onClick={onClose} disabled={isBusy} />
        </div>
        <div className="overflow-y-auto p-4">{children}</div>
        {footer !== undefined && (
          <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line p-3">
            {footer}
          </div>
        )}
      </div>
    </dialog>
  );
}
