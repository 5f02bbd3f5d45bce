'use client';

import { Button } from '@/components/ui/button';
import { Copy } from '@/components/ui/copy';
import { Dialog } from '@/components/ui/dialog';

type ShownSecretProps = { secret: string; onClose: () => void };

/** The secret that signs, this once. */
export function ShownSecret({ secret, onClose }: ShownSecretProps) {
  return (
    <Dialog
      title="The signing secret"
      onClose={onClose}
      footer={
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className="grid gap-3">
        <p>
          Give it to the receiver, which checks the signature of every message with it. Any library for
          Standard Webhooks takes it as it is.
        </p>
        <div className="grid justify-items-start gap-2 rounded-pane border border-line bg-sunken p-3">
          <code data-first-focus tabIndex={-1} className="text-small break-all select-all">
            {secret}
          </code>
          <Copy text={secret} label="The secret" shown="Copy the secret" className="h-6 hover:bg-raised" />
        </div>
        <p className="text-soft">It is shown this once. If it is lost, rotate it.</p>
      </div>
    </Dialog>
  );
}
