import { useId } from 'react';
import type { ReactNode } from 'react';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

import { ActFailure } from './act-failure';

type ActDialogProps = {
  title: string;
  /** What the button says: the act itself. */
  submit: string;
  isDanger?: boolean;
  isBusy: boolean;
  /** What went wrong the last time. */
  failure: string | null;
  /** Why the act makes no sense as things stand. */
  isBarred?: boolean;
  width?: 'narrow' | 'wide' | 'full';
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** Says what will happen, asks what there is to ask, and stays open with what was typed if it fails. */
export function ActDialog(props: ActDialogProps) {
  const { title, submit, isDanger = false, isBusy, failure, isBarred = false, width = 'narrow' } = props;
  const formId = useId();
  return (
    <Dialog
      title={title}
      width={width}
      onClose={props.onClose}
      isBusy={isBusy}
      footer={
        <>
          <Button onClick={props.onClose} disabled={isBusy}>
            Cancel
          </Button>
          <Button
            type="submit"
            form={formId}
            look={isDanger ? 'danger' : 'primary'}
            isBusy={isBusy}
            disabled={isBarred}
          >
            {submit}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) props.onSubmit();
        }}
        className="grid gap-4"
      >
        {props.children}
        <ActFailure failure={failure} />
      </form>
    </Dialog>
  );
}
