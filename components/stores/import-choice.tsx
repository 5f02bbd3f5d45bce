'use client';

import { useQuery } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import type { DragEvent } from 'react';

import { useIsOnline } from '@/components/shell/offline-line';
import { useWorkspaceId } from '@/components/shell/workspace';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Time } from '@/components/ui/time';
import { runningImportQuery } from '@/lib/transfer/queries';

import { findFileKind } from './file-kind';
import type { Source } from './imports';

type ImportChoiceProps = { storeId: string; onChoose: (source: Source) => void };

/** Takes a file, dropped or picked, once its bytes say that it is one that can be brought in. */
export function ImportChoice({ storeId, onChoose }: ImportChoiceProps) {
  const isOnline = useIsOnline();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const take = async (files: FileList | null) => {
    const [file, ...more] = files ?? [];
    if (!file) return;
    const kind = more.length === 0 ? await findFileKind(file) : null;
    if (kind) onChoose({ file, kind });
    else
      setFault(
        more.length > 0
          ? 'One file at a time, please.'
          : `“${file.name}” is not a file of a kind that can be imported.`,
      );
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    if (isOnline) void take(event.dataTransfer.files);
  };
  return (
    <div className="grid gap-4">
      <Interrupted storeId={storeId} />
      {/* Dropping is a second way: the button is for everybody. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        className={classNames(
          'grid justify-items-center gap-3 rounded-pane border border-dashed p-6 text-center',
          isOver ? 'border-accent bg-accent-soft' : 'border-line-strong bg-sunken',
        )}
      >
        <Upload aria-hidden size={20} strokeWidth={1.5} className="text-soft" />
        <p>Drop a file here, or choose one.</p>
        <Button data-first-focus look="primary" disabled={!isOnline} onClick={() => input.current?.click()}>
          Choose a file
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label="File to import"
          accept=".gz,.tgz,.zip,application/gzip,application/zip"
          onChange={(event) => void take(event.target.files)}
        />
      </div>
      {fault !== null && (
        <p role="alert" className="text-danger">
          {fault}
        </p>
      )}
      <dl className="grid gap-2 text-small">
        <div>
          <dt className="font-medium">An archive (.ndjson.gz)</dt>
          <dd className="text-soft">
            Comes with every version, who wrote it and when. It must hold one store, as “Export” makes it.
          </dd>
        </div>
        <div>
          <dt className="font-medium">A folder of Markdown files (.zip or .tar.gz)</dt>
          <dd className="text-soft">Each file becomes a memory at its path, with one version.</dd>
        </div>
      </dl>
      <p className="text-small text-soft">
        Nothing that is here is overwritten: a memory whose path is taken is left out, and you are told.
      </p>
    </div>
  );
}

/** Says so when an import into this store was cut off. */
function Interrupted({ storeId }: { storeId: string }) {
  const { data: run } = useQuery(runningImportQuery({ workspaceId: useWorkspaceId(), storeId }));
  if (!run) return null;
  const done = run.memory_count + run.refused_count;
  const all = run.total_count === null ? '' : ` of ${run.total_count.toLocaleString('en')}`;
  return (
    <output className="block rounded-control bg-withheld-soft px-3 py-2 text-withheld">
      An import that began <Time value={run.created_at} isInSentence /> is not at its end:{' '}
      {done.toLocaleString('en')}
      {all} are done. If it was cut off, send the same file again, and it goes on where it stopped.
    </output>
  );
}
