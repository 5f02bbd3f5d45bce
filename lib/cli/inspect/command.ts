import type { Api } from './api';
import type { Args, Options } from './args';
import type { ExitCode } from './failure';
import type { Terminal } from './terminal';

export type Context = { api: Api; terminal: Terminal; args: Args; wantsJson: boolean; now: Date };

export type Command = {
  name: string;
  summary: string;
  /** What follows the tool's name. */
  usage: string;
  positionals: { min: number; max: number };
  options: Options;
  /** Each a line to type, without the tool's name. */
  examples: readonly string[];
  details?: string;
  /** Whether what was typed asks no server, so that no key is needed. */
  isLocal?: (args: Args) => boolean;
  run: (context: Context) => Promise<ExitCode>;
};

/** One resource a line. */
export async function writeJson(
  terminal: Terminal,
  resources: Iterable<unknown> | AsyncIterable<unknown>,
): Promise<void> {
  for await (const resource of resources) await terminal.write(`${JSON.stringify(resource)}\n`);
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
