'use client';

import { memo, useMemo } from 'react';
import DiffViewer, { LineNumberPrefix } from 'react-diff-viewer-continued';
import type { ReactDiffViewerProps } from 'react-diff-viewer-continued';

import type { DiffRow } from '@/lib/history/diff-layout';

import { DiffGutter } from './diff-gutter';
import { keyRows, readKey } from './diff-keys';
import { diffStyles } from './diff-theme';
import { LineContent } from './line-content';
import type { ComparedTexts } from './comparison';

type GutterData = Parameters<NonNullable<ReactDiffViewerProps['renderGutter']>>[0];

type DiffChunkProps = {
  rows: readonly DiffRow[];
  words: ComparedTexts['words'];
  isSplit: boolean;
  /** The change that was jumped to. */
  current: number | null;
  nonce: string;
};

function renderContent(rows: readonly DiffRow[], words: ComparedTexts['words'], key: string) {
  const keyed = readKey(rows, key);
  if (!keyed) return <span data-apart />;
  const { row, side } = keyed;
  const line = side === 'before' ? row.left : row.right;
  if (!line) return <span />;
  const parts = row.change === null ? undefined : words[side].get(line.number);
  return <LineContent text={line.text} parts={parts} side={side} isChanged={row.change !== null} />;
}

function sideOf({ prefix }: GutterData, isSplit: boolean): 'before' | 'after' | 'both' {
  if (!isSplit) return 'both';
  return prefix === LineNumberPrefix.LEFT ? 'before' : 'after';
}

/** Some rows of a difference. The viewer draws them; which line stands beside which was decided before. */
export const DiffChunk = memo(function DiffChunk({ rows, words, isSplit, current, nonce }: DiffChunkProps) {
  const keys = useMemo(() => keyRows(rows, isSplit), [rows, isSplit]);
  const renderGutter = (data: GutterData) => {
    const row = typeof data.value === 'string' ? (readKey(rows, data.value)?.row ?? null) : null;
    const side = sideOf(data, isSplit);
    const isStart = row !== null && row.change !== null && rows[rows.indexOf(row) - 1]?.change !== row.change;
    return (
      <DiffGutter
        row={row}
        side={side}
        startOf={isStart ? row.change : null}
        isCurrent={row !== null && row.change !== null && row.change === current}
      />
    );
  };
  return (
    <DiffViewer
      oldValue={keys.before}
      newValue={keys.after}
      splitView={isSplit}
      showDiffOnly={false}
      hideLineNumbers
      hideSummary
      disableWordDiff
      disableWorker
      styles={diffStyles}
      nonce={nonce}
      renderContent={(key) => renderContent(rows, words, key)}
      renderGutter={renderGutter}
    />
  );
});
