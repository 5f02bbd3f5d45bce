'use client';

import { Button } from '@/components/ui/button';
import { Copy } from '@/components/ui/copy';
import { Dialog } from '@/components/ui/dialog';

type ShownLinkProps = {
  title: string;
  url: string;
  /** Whom it is for, and what they do with it. */
  purpose: string;
  expiresAt: string;
  onClose: () => void;
};

/** A link that is shown once, for an administrator to copy and hand on. */
export function ShownLink({ title, url, purpose, expiresAt, onClose }: ShownLinkProps) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className="grid gap-3">
        <p>{purpose}</p>
        <div className="grid justify-items-start gap-2 rounded-pane border border-line bg-sunken p-3">
          <code data-first-focus tabIndex={-1} className="text-small break-all select-all">
            {url}
          </code>
          <Copy text={url} label="The link" shown="Copy the link" className="h-6 hover:bg-raised" />
        </div>
        <p className="text-soft">
          It is shown this once, and good for one use until{' '}
          <time dateTime={expiresAt} suppressHydrationWarning>
            {new Date(expiresAt).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}
          </time>
          . Whoever has it can use it: hand it over in private.
        </p>
      </div>
    </Dialog>
  );
}
