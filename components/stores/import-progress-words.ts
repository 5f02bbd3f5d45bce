import { formatBytes, formatCount } from '@/components/ui/bytes';

import type { ImportState } from './imports';

export type ImportStage = {
  label: string;
  detail: string;
  /** From 0 to 1; null while nobody can know. */
  share: number | null;
};

/** How far an import is that is under way: its file travels, is read to its end, and then what is in it is written. */
export function describeStage({
  file,
  sentBytes,
  run,
}: Pick<ImportState, 'sentBytes' | 'run'> & { file: { size: number } }): ImportStage {
  if (sentBytes < file.size) {
    const detail = `${formatBytes(sentBytes)} of ${formatBytes(file.size)}`;
    return { label: 'Sending the file', detail, share: sentBytes / file.size };
  }
  if (!run) {
    return { label: 'Reading the file', detail: 'to its end, before anything is written', share: null };
  }
  const done = run.memory_count + run.refused_count;
  const total = run.total_count;
  const label = 'Bringing memories in';
  if (total === null || total === 0) return { label, detail: formatCount(done), share: null };
  return { label, detail: `${formatCount(done)} of ${formatCount(total)}`, share: done / total };
}
