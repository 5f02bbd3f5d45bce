import { formatBytes } from '@/components/ui/bytes';
import { ApiError } from '@/lib/http/client';

import { ActFailure } from '@/components/shell/act-failure';
import { describeFailure } from './failure-words';
import { fileKinds } from './file-kind';
import { describeStage } from './import-progress-words';
import type { ImportState } from './imports';

/** How far an import is: first on its way to the server, then there. */
export function ImportProgress({ state }: { state: ImportState }) {
  const { file, kind, error, outcome } = state;
  return (
    <div className="grid gap-4">
      <p className="[overflow-wrap:anywhere]">
        <strong className="font-semibold">{file.name}</strong>
        <span className="block text-small text-soft">
          {fileKinds[kind].name}, {formatBytes(file.size)}
        </span>
      </p>
      {outcome === 'under_way' && <Bar state={state} />}
      {outcome === 'stopped' && (
        <output>Stopped. The file did not arrive whole, so nothing of it was brought in.</output>
      )}
      {error && <Failed error={error} wasSent={state.sentBytes >= file.size} />}
    </div>
  );
}

function Bar({ state }: { state: ImportState }) {
  const { label, detail, share } = describeStage(state);
  return (
    <div className="grid gap-2">
      <progress
        aria-label={label}
        {...(share !== null && { value: share })}
        max={1}
        className="h-2 w-full accent-accent"
      />
      <p className="flex flex-wrap justify-between gap-x-4">
        <span>{label}</span>
        <span className="text-soft">{detail}</span>
      </p>
      <p className="text-small text-soft">
        You may close this and go on working; leave this tab open until the file is sent.
      </p>
    </div>
  );
}

function Failed({ error, wasSent }: { error: Error; wasSent: boolean }) {
  const isLost = error instanceof ApiError && error.status === 0;
  if (!isLost) return <ActFailure failure={describeFailure('The import was refused', error)} />;
  return (
    <p role="alert" className="rounded-control bg-removed-soft px-3 py-2 text-removed">
      {wasSent
        ? 'The connection was lost while the server was at work. Send the same file again: it goes on where it stopped, and nothing comes in twice.'
        : 'The connection was lost before the file was sent. Nothing was brought in.'}
    </p>
  );
}
