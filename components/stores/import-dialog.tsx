'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

import { useWorkspaceId } from '@/components/shell/workspace';
import { Button } from '@/components/ui/button';
import { formatCount } from '@/components/ui/bytes';
import { Dialog } from '@/components/ui/dialog';
import { useToast } from '@/components/ui/toast';
import { refetchStore } from '@/lib/stores/queries';
import type { StoreResource } from '@/lib/stores/schema';

import { ImportChoice } from './import-choice';
import { ImportProgress } from './import-progress';
import { ImportReport } from './import-report';
import { forgetImport, startImport, stopImport, useImport } from './imports';
import type { ImportState, Source } from './imports';

type ImportDialogProps = { store: StoreResource; onClose: () => void };

function countMemories(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'memory' : 'memories'}`;
}

/** Brings memories into a store. Closing it lets the import go on; it is found again where it was begun. */
export function ImportDialog({ store, onClose }: ImportDialogProps) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const toast = useToast();
  const state = useImport(store.id);
  const isOpen = useRef(false);
  useEffect(function knowWhetherOpen() {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  const start = async (source: Source) => {
    const ref = { workspaceId, storeId: store.id };
    const end = await startImport(ref, source);
    await refetchStore(client, ref);
    if (isOpen.current) return;
    if (end.outcome === 'failed') toast({ title: `The import into “${store.name}” failed`, isFailure: true });
    if (end.outcome === 'done' && end.run)
      toast({
        title: `Brought ${countMemories(end.run.memory_count)} into “${store.name}”`,
        ...(end.run.refused_count > 0 && {
          detail: `Left out: ${formatCount(end.run.refused_count)}. The head of the store has the report.`,
        }),
      });
  };
  return (
    <Dialog
      title={`Import into “${store.name}”`}
      onClose={onClose}
      footer={
        <Footer state={state} storeId={store.id} onRetry={(source) => void start(source)} onClose={onClose} />
      }
    >
      {state === null && <ImportChoice storeId={store.id} onChoose={(source) => void start(source)} />}
      {state !== null && state.outcome !== 'done' && <ImportProgress state={state} />}
      {state?.outcome === 'done' && state.run && <ImportReport run={state.run} />}
    </Dialog>
  );
}

type FooterProps = {
  state: ImportState | null;
  storeId: string;
  onRetry: (source: Source) => void;
  onClose: () => void;
};

function Footer({ state, storeId, onRetry, onClose }: FooterProps) {
  if (state === null) return <Button onClick={onClose}>Cancel</Button>;
  if (state.outcome === 'under_way') {
    const isSending = state.sentBytes < state.file.size;
    return (
      <>
        {isSending && <Button onClick={() => stopImport(storeId)}>Stop</Button>}
        <Button onClick={onClose}>Go on in the background</Button>
      </>
    );
  }
  const another = <Button onClick={() => forgetImport(storeId)}>Import another file</Button>;
  if (state.outcome === 'done') {
    return (
      <>
        {another}
        <Button
          look="primary"
          onClick={() => {
            forgetImport(storeId);
            onClose();
          }}
        >
          Done
        </Button>
      </>
    );
  }
  return (
    <>
      {another}
      <Button look="primary" onClick={() => onRetry({ file: state.file, kind: state.kind })}>
        Send it again
      </Button>
    </>
  );
}
