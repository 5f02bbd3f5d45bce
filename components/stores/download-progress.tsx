import { ActFailure } from '@/components/shell/act-failure';
import { formatBytes } from '@/components/ui/bytes';

import { describeFailure } from './failure-words';
import type { DownloadState } from './use-download';

/** The length is not known before the end, so it is counted. */
export function DownloadProgress({ state }: { state: DownloadState }) {
  if (state.kind === 'failed')
    return <ActFailure failure={describeFailure('The download broke off and was not kept', state.error)} />;
  if (state.kind === 'idle') return null;
  const isRunning = state.kind === 'running';
  return (
    <div className="grid gap-2">
      {isRunning && <progress aria-label="Downloading" className="h-2 w-full accent-accent" />}
      {isRunning ? (
        <p>{formatBytes(state.receivedBytes)} so far</p>
      ) : (
        <output>Downloaded {formatBytes(state.receivedBytes)}.</output>
      )}
    </div>
  );
}
