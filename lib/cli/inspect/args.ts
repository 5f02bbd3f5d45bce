import { parseArgs } from 'node:util';

import { usageFailure } from './failure';

export type Option = { type: 'boolean' | 'string'; about: string; value?: string };
export type Options = Record<string, Option>;

export const globalOptions: Options = {
  url: {
    type: 'string',
    value: 'URL',
    about: 'the server; default PALIMPSEST_URL, or http://127.0.0.1:3000',
  },
  'api-key-file': {
    type: 'string',
    value: 'FILE',
    about: 'a file that holds the API key; default PALIMPSEST_API_KEY, or ./.data/demo-api-key',
  },
  json: { type: 'boolean', about: "the API's resources as JSON, lists as one resource a line" },
  help: { type: 'boolean', about: 'this page' },
};

export type Args = {
  positionals: string[];
  has: (name: string) => boolean;
  text: (name: string) => string | undefined;
};

/** Reads what follows the command's name. Throws a usage failure for an option that the command does not know. */
export function readArgs(argv: readonly string[], own: Options): Args {
  const options = Object.fromEntries(
    Object.entries({ ...own, ...globalOptions }).map(([name, { type }]) => [name, { type }]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options,
      allowPositionals: true,
      strict: true,
    });
    return {
      positionals,
      has: (name) => values[name] === true,
      text: (name) => {
        const value = values[name];
        return typeof value === 'string' ? value : undefined;
      },
    };
  } catch (error) {
    throw usageFailure(explain(error), 'Give --help for what this command takes.');
  }
}

/** The first sentence is the reason; what follows explains Node's parser. */
function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [first = message] = message.split(/(?<=[^.])\. (?=[A-Z])/);
  return `${first.charAt(0).toLowerCase()}${first.slice(1).replace(/\.$/, '')}.`;
}

/** Throws unless there are as many arguments as the command takes. */
export function assertCount(
  positionals: readonly string[],
  { min, max, usage }: { min: number; max: number; usage: string },
): void {
  if (positionals.length >= min && positionals.length <= max) return;
  const excess = positionals[max];
  throw usageFailure(
    excess === undefined ? 'something is missing.' : `"${excess}" is one argument too many.`,
    `Usage: ${usage}\nA name with spaces stands in quotes.`,
  );
}
