import type { ReactDiffViewerProps } from 'react-diff-viewer-continued';

export const rowHeightPx = 20;
export const foldHeightPx = 32;

const row = { lineHeight: `${rowHeightPx}px`, fontFamily: 'inherit' };

/** The viewer in our own tokens. They know light and dark by themselves, so one set is enough. */
export const diffStyles: NonNullable<ReactDiffViewerProps['styles']> = {
  variables: {
    light: {
      diffViewerBackground: 'transparent',
      diffViewerColor: 'var(--ink)',
      addedBackground: 'var(--added-soft)',
      addedColor: 'var(--ink)',
      removedBackground: 'var(--removed-soft)',
      removedColor: 'var(--ink)',
      emptyLineBackground: 'var(--paper-sunken)',
    },
  },
  diffContainer: {
    minWidth: 0,
    pre: { ...row, width: 'auto' },
    '&& col:nth-of-type(3n + 2)': { width: '20px' },
  },
  contentText: { ...row, overflowWrap: 'anywhere', lineBreak: 'auto' },
  content: { '&&': { padding: '0 8px 0 0' } },
  marker: { '&&': { width: '20px', padding: '0 0 0 6px' } },
  // Sets the removed lines of a change apart from its added ones, which would else be drawn in turn.
  line: { '&:has([data-apart])': { display: 'none' } },
};
