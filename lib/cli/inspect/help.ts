import { globalOptions } from './args';
import type { Options } from './args';
import type { Command } from './command';
import { renderTable } from './table';

const addressing = `STORE is a name, the beginning of one, or an id. A memory is STORE:/PATH or its id.
VERSION is @2, an id, or the end of an id.`;

const exits = `Exit codes: 0 done, 1 the check failed, 2 usage, 3 not found, 4 refused, 5 conflict, 6 no answer or a server's error.`;

export function renderHelp(commands: readonly Command[]): string {
  const rows = commands.map(({ name, summary }) => [`  ${name}`, summary]);
  return `palimpsest: look into what agents remember, and put it right.

Usage: palimpsest COMMAND [ARGUMENTS]

${plainTable([...rows, ['  completion', 'a script that completes commands in bash, zsh or fish'], ['  help', 'this page, or "help COMMAND"']])}

Options of every command:
${renderOptions(globalOptions)}

${addressing}

Examples:
  palimpsest stores
  palimpsest log "Research notes":/research/crdts.md
  palimpsest diff Research:/research/crdts.md
  palimpsest restore Research:/research/crdts.md @1

${exits}
`;
}

export function renderCommandHelp(command: Command): string {
  const details = command.details ? `\n${command.details}\n` : '';
  const own =
    Object.keys(command.options).length > 0 ? `\nOptions:\n${renderOptions(command.options)}\n` : '';
  return `palimpsest ${command.name}: ${command.summary}

Usage: ${usageOf(command)}
${details}${own}
Options of every command:
${renderOptions(globalOptions)}

${addressing}

Examples:
${command.examples.map((example) => `  palimpsest ${example}`).join('\n')}

${exits}
`;
}

export function usageOf({ usage }: Command): string {
  return usage
    .split(' | ')
    .map((each) => `palimpsest ${each}`)
    .join('\n       ');
}

function renderOptions(options: Options): string {
  return plainTable(
    Object.entries(options).map(([name, { about, value }]) => [
      `  --${name}${value ? ` ${value}` : ''}`,
      about,
    ]),
  );
}

function plainTable(rows: string[][]): string {
  return renderTable([{ title: '' }, { title: '' }], rows);
}
