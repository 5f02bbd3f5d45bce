import type { ReactNode } from 'react';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

type AskDialogProps = {
  title: string;
  stay: string;
  go: string;
  isDanger?: boolean;
  onStay: () => void;
  onGo: () => void;
  children: ReactNode;
};

/** A question with two answers. */
export function AskDialog({ title, stay, go, isDanger = false, onStay, onGo, children }: AskDialogProps) {
  return (
    <Dialog
      title={title}
      onClose={onStay}
      footer={
        <>
          <Button onClick={onStay}>{stay}</Button>
          <Button look={isDanger ? 'danger' : 'primary'} onClick={onGo}>
            {go}
          </Button>
        </>
      }
    >
      <p>{children}</p>
    </Dialog>
  );
}
