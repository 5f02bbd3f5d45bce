const words: Record<string, string> = {
  'purge-store': 'Removing a deleted store',
  'index-search': 'Making what was written findable',
  'run-revert': 'Carrying out a revert',
  'discard-import': 'Discarding an import that was interrupted',
  'run-retention': 'Removing what retention does not keep',
  'follow-writes': 'Counting what was written',
};

/** What a job was to do, for people. */
export function describeJob(kind: string): string {
  return words[kind] ?? kind;
}
