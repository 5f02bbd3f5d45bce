'use client';

import { Download } from 'lucide-react';

import { useUrlState } from '@/components/history/url-state';
import { useIsOnline } from '@/components/shell/offline-line';
import { useWorkspaceId } from '@/components/shell/workspace';
import { DownloadProgress } from '@/components/stores/download-progress';
import { useDownload } from '@/components/stores/use-download';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { openTrailExport } from '@/lib/audit/queries';

import { readTrailFilter } from './address';

const leaveWords = {
  idle: 'Cancel',
  running: 'Cancel the download',
  done: 'Done',
  failed: 'Cancel',
} as const;

/** Takes a copy of the trail out, or of what the page is narrowed to. */
export function ExportTrailDialog({ onClose }: { onClose: () => void }) {
  const workspaceId = useWorkspaceId();
  const isOnline = useIsOnline();
  const { params } = useUrlState();
  const filter = readTrailFilter(params);
  const isFiltered = Object.keys(filter).length > 0;
  const { state, start, cancel } = useDownload();
  const isRunning = state.kind === 'running';
  const download = () =>
    void start({
      open: (signal) => openTrailExport({ workspaceId, filter, signal }),
      fallbackName: `palimpsest-audit-${workspaceId}.ndjson`,
      estimatedBytes: 0,
    });
  return (
    <Dialog
      title={isFiltered ? 'Export these audit entries' : 'Export the audit trail'}
      onClose={onClose}
      isBusy={isRunning}
      footer={
        <>
          <Button onClick={isRunning ? cancel : onClose}>{leaveWords[state.kind]}</Button>
          <Button data-first-focus look="primary" isBusy={isRunning} disabled={!isOnline} onClick={download}>
            <Download aria-hidden size={16} strokeWidth={1.75} />
            Download
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <p>
          {isFiltered
            ? 'Every entry that fits the filters of this page, oldest first, one in each line.'
            : 'Every entry of this workspace up to now, oldest first, one in each line.'}{' '}
          The last line has their number and the SHA-256 of every byte before it, so that a cut or a change
          shows.
        </p>
        <p className="text-small text-soft">
          Check the file at any time with <code>npx palimpsest audit --verify FILE</code>. The trail will say
          that you took it.
        </p>
        <DownloadProgress state={state} />
      </div>
    </Dialog>
  );
}
