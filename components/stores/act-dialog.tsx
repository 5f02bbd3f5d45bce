'use client';

import { useId } from 'react';
import type { ReactNode } from 'react';

import { useIsOnline } from '@/components/shell/offline-line';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ApiError } from '@/lib/http/client';

import { takeFirstFocus } from './first-focus';

type ActDialogProps = {
  title: string;
  /** What the button does, as in "Archive for good". */
  act: string;
  isDanger?: boolean;
  isBusy: boolean;
  /** Why it cannot be done yet: the button waits. */
  isBlocked?: boolean;
  error: Error | null;
  /** Said when it was refused, as in "The store was not archived". */
  failed: string;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** Asks before an act on a store, and stays open when it was refused. */
export function ActDialog(props: ActDialogProps) {
  const { title, act, isDanger = false, isBusy, isBlocked = false, error, failed } = props;
  const formId = useId();
  const isOnline = useIsOnline();
  return (
    <Dialog
      title={title}
      onClose={props.onClose}
      isBusy={isBusy}
      footer={
        <>
          {!isOnline && <p className="grow text-small text-withheld">Offline: nothing can be changed.</p>}
          <Button ref={isDanger ? takeFirstFocus : undefined} onClick={props.onClose} disabled={isBusy}>
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
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy && !isBlocked && isOnline) props.onSubmit();
        }}
      >
        {props.children}
        {error && <ActFailure failed={failed} error={error} />}
      </form>
    </Dialog>
  );
}

/** What did not happen, why, and where to look further. */
export function ActFailure({ failed, error }: { failed: string; error: Error }) {
  return (
    <p
      role="alert"
      className="rounded-control bg-removed-soft px-3 py-2 text-removed [overflow-wrap:anywhere]"
    >
      {describeFailure(failed, error)}
    </p>
  );
}

function describeFailure(failed: string, error: Error): string {
  if (!(error instanceof ApiError)) return `${failed}. Something went wrong in this page.`;
  if (error.status === 0)
    return 'The server could not be reached, and what became of this is not known. Look again before you repeat it.';
  const reason = `${failed}: ${error.message.replace(/\.$/, '')}.`;
  return error.status >= 500 && error.requestId !== null
    ? `${reason} The log has more under ${error.requestId}.`
    : reason;
}
