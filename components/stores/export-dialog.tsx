'use client';

import { Download } from 'lucide-react';
import { useId, useState } from 'react';

import { useIsOnline } from '@/components/shell/offline-line';
import { useWorkspaceId } from '@/components/shell/workspace';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { StoreResource } from '@/lib/stores/schema';
import { openExport } from '@/lib/transfer/queries';
import type { ExportFormat } from '@/lib/transfer/schema';

import { DownloadProgress } from './download-progress';
import { useDownload } from './use-download';

type ExportDialogProps = { store: StoreResource; onClose: () => void };

const formats: Record<ExportFormat, { name: string; says: string }> = {
  archive: {
    name: 'Archive with the whole history',
    says: 'Every version, who wrote it and when. Can be imported again, here or elsewhere. .ndjson.gz',
  },
  zip: { name: 'Markdown files, .zip', says: 'The memories as they are now, one file each. No history.' },
  'tar.gz': { name: 'Markdown files, .tar.gz', says: 'The same, for a shell.' },
};
const suffixes: Record<ExportFormat, string> = { archive: 'ndjson.gz', 'tar.gz': 'tar.gz', zip: 'zip' };
const formatKeys: readonly ExportFormat[] = ['archive', 'zip', 'tar.gz'];

/** What will come, before compression: texts of versions are about as long as those of heads. */
function estimateBytes({ governance }: StoreResource, format: ExportFormat): number {
  const {
    content_size_bytes: bytes = 0,
    version_count: versions = 0,
    memory_count: memories = 0,
  } = governance ?? {};
  return format === 'archive' ? bytes * Math.max(1, versions / Math.max(1, memories)) : bytes;
}

/** Takes a copy of a store out. */
export function ExportDialog({ store, onClose }: ExportDialogProps) {
  const id = useId();
  const workspaceId = useWorkspaceId();
  const isOnline = useIsOnline();
  const [format, setFormat] = useState<ExportFormat>('archive');
  const { state, start, cancel } = useDownload();
  const isRunning = state.kind === 'running';
  const download = () =>
    void start({
      open: (signal) => openExport({ workspaceId, storeId: store.id, format, signal }),
      fallbackName: `palimpsest-${store.id}.${suffixes[format]}`,
      estimatedBytes: estimateBytes(store, format),
    });
  return (
    <Dialog
      title={`Export “${store.name}”`}
      onClose={onClose}
      isBusy={isRunning}
      footer={
        <>
          {isRunning ? (
            <Button onClick={cancel}>Cancel the download</Button>
          ) : (
            <Button onClick={onClose}>{state.kind === 'done' ? 'Done' : 'Cancel'}</Button>
          )}
          <Button look="primary" isBusy={isRunning} disabled={!isOnline} onClick={download}>
            <Download aria-hidden size={16} strokeWidth={1.75} />
            Download
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <fieldset disabled={isRunning} className="grid gap-1">
          <legend className="sr-only">As what</legend>
          {formatKeys.map((key) => (
            <div
              key={key}
              className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 rounded-control p-2 hover:bg-sunken"
            >
              <input
                data-first-focus={format === key || undefined}
                type="radio"
                name="format"
                id={`${id}-${key}`}
                aria-describedby={`${id}-${key}-says`}
                className="size-4 accent-accent"
                checked={format === key}
                onChange={() => setFormat(key)}
              />
              <label htmlFor={`${id}-${key}`} className="font-medium">
                {formats[key].name}
              </label>
              <p id={`${id}-${key}-says`} className="col-start-2 text-small text-soft">
                {formats[key].says}
              </p>
            </div>
          ))}
        </fieldset>
        <p className="text-small text-soft">
          It holds what agents are not shown too, withheld memories among it. The audit trail will say that
          you took it.
        </p>
        <DownloadProgress state={state} />
      </div>
    </Dialog>
  );
}
