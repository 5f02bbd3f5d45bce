const foreignWords: { pattern: RegExp; advice: string }[] = [
  {
    pattern: /\b(?:issue|ticket|pull request|PR)s? #?\d+\b/i,
    advice: 'points to a tracker that a reader does not have. Say the reason itself.',
  },
  {
    pattern: /\b(?:design|house-style|visual)\.md\b/,
    advice: 'names a document that is not in this repository. Say the reason itself.',
  },
];

/** The checks' own patterns and examples, and the memories of the demonstration, which are data. */
const exempt = /^(?:lib\/testing\/structure|prisma\/seed)\//;

export function findWordingFaults(files: ReadonlyMap<string, string>): string[] {
  return [...files]
    .filter(([path]) => !exempt.test(path))
    .flatMap(([path, text]) =>
      foreignWords.flatMap(({ pattern, advice }) => {
        const found = pattern.exec(text);
        if (!found) return [];
        const line = text.slice(0, found.index).split('\n').length;
        return [`${path}:${line}: "${found[0]}" ${advice}`];
      }),
    );
}
