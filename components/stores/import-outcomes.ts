import type { ImportItemResource } from '@/lib/transfer/schema';

/** Why something was left out of an import, for people. */
export const outcomeWords: Record<ImportItemResource['outcome'], string> = {
  path_conflict: 'Its path is taken here; what was here stayed.',
  store_full: 'The store holds as many memories as it may.',
  store_too_large: 'The store is as large as it may be.',
  bad_path: 'Its name cannot be a path of a memory.',
  not_markdown: 'It is not a Markdown file.',
  not_utf8: 'Its text is not UTF-8.',
  too_large: 'It is larger than a memory may be.',
};
