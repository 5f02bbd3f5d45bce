import type { Finding } from './measurement';

const method = `Every comparison is a ratio within one run: the compared things take turns, and the median over the rounds counts. The servers
are production builds that log at their default level. Requests come from a lean client that keeps its connections open and sends
the headers of the official SDK, because the SDK itself would take the processor from the server that is measured.`;

const quickWarning =
  'Small sizes and few rounds: this run shows that everything works; its figures say little.';

function describeVerdict(isMet: boolean | null): string {
  if (isMet === null) return '–';
  return isMet ? 'yes' : '**no**';
}

/** The findings as a page of Markdown. */
export function formatReport(
  findings: readonly Finding[],
  run: { isQuick: boolean; cores: number; at: Date },
): string {
  const rows = findings.map(
    ({ what, figure, mustBe, isMet }) => `| ${what} | ${figure} | ${mustBe} | ${describeVerdict(isMet)} |`,
  );
  const databases = [...new Set(findings.map(({ database }) => database))];
  const details = findings.map(({ what, detail }) => `- ${what}: ${detail}`);
  return [
    ['| what | figure | must be | pass |', '|---|---|---|---|', ...rows].join('\n'),
    `${run.cores} cores, Node ${process.version.slice(1)}, ${databases.join(', ')}, ${run.at.toISOString().slice(0, 10)}.`,
    ...(run.isQuick ? [quickWarning] : []),
    method,
    details.join('\n'),
  ].join('\n\n');
}
