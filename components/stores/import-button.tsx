'use client';

import { Button } from '@/components/ui/button';

import { describeStage } from './import-progress-words';
import { useImport } from './imports';
import type { ImportState } from './imports';

function describe(state: ImportState): string {
  if (state.outcome === 'failed' || state.outcome === 'stopped') return 'Import did not finish';
  if (state.outcome === 'done') return 'Import is done';
  const { share } = describeStage(state);
  return share === null ? 'Importing…' : `Importing, ${Math.floor(share * 100)} %`;
}

/** An import that was left to itself: how far it is, and the way back to it. */
export function ImportButton({ storeId, onOpen }: { storeId: string; onOpen: () => void }) {
  const state = useImport(storeId);
  return state && <Button onClick={onOpen}>{describe(state)}</Button>;
}
