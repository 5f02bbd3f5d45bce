'use client';

import { useId } from 'react';
import type { ReactNode } from 'react';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

import { ActFailure } from './act-failure';
import { useIsOnline } from './offline-line';

type ActDialogProps = {
  title: string;
  /** What the button says: the act itself. */
  act: string;
  isDanger?: boolean;
  isBusy: boolean;
  /** What went wrong the last time. */
  failure: string | null;
  /** Why the act makes no sense as things stand. */
  isBlocked?: boolean;
  width?: 'narrow' | 'wide' | 'full';
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** Says what will happen, asks what there is to ask, and stays open with what was typed if it fails. */
export function ActDialog(props: ActDialogProps) {
  const { title, act, isDanger = false, isBusy, failure, isBlocked = false, width = 'narrow' } = props;
  const formId = useId();
  const isOnline = useIsOnline();
  return (
    <Dialog
      title={title}
      width={width}
      onClose={props.onClose}
      isBusy={isBusy}
      footer={
        <>
          {!isOnline && <p className="grow text-small text-withheld">Offline: nothing can be changed.</p>}
          <Button data-first-focus={isDanger || undefined} onClick={props.onClose} disabled={isBusy}>
            Cancel
          </Button>
          <Button
            type="submit"
            form={formId}
            look={isDanger ? 'danger' : 'primary'}
            isBusy={isBusy}
            disabled={isBlocked || !isOnline}
          >
            {act}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        aria-busy={isBusy}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy && !isBlocked && isOnline) props.onSubmit();
        }}
        className="grid gap-4"
      >
        {props.children}
        <ActFailure failure={failure} />
      </form>
    </Dialog>
  );
}
