'use client';

import { Snippets } from '@/components/connect/snippets-view';
import { Button } from '@/components/ui/button';
import { Copy } from '@/components/ui/copy';
import { Dialog } from '@/components/ui/dialog';
import type { NewApiKey } from '@/lib/workspaces/queries';

/** A key's secret, this once, with what to do with it. */
export function ShownKey({ apiKey, onClose }: { apiKey: NewApiKey; onClose: () => void }) {
  return (
    <Dialog
      title={`The key “${apiKey.name}”`}
      width="wide"
      onClose={onClose}
      footer={
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <p>It is shown this once. Copy it now: when this is closed, nobody can read it again.</p>
        <div className="flex flex-wrap items-center gap-2 rounded-pane border border-line bg-sunken py-1.5 pr-1.5 pl-3">
          <code data-first-focus tabIndex={-1} className="min-w-0 grow text-small break-all select-all">
            {apiKey.secret}
          </code>
          <Copy text={apiKey.secret} label="The key" shown="Copy the key" className="h-6 hover:bg-raised" />
        </div>
        {apiKey.scopes.includes('memories:write') && (
          <>
            <p className="text-soft">
              With it the official Anthropic SDK works as it is: only its address and its key are yours.
            </p>
            <Snippets storeId={null} secret={apiKey.secret} />
          </>
        )}
      </div>
    </Dialog>
  );
}
