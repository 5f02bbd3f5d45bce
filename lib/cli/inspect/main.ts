import { readFileSync } from 'node:fs';

import { createApi } from './api';
import type { Api } from './api';
import { assertCount, globalOptions, readArgs } from './args';
import type { Args } from './args';
import { findCommand, commands } from './commands';
import { renderCompletion, shells } from './completion';
import type { Command } from './command';
import { exitCodes, Failure, renderFailure, usageFailure } from './failure';
import type { ExitCode } from './failure';
import { renderCommandHelp, renderHelp, usageOf } from './help';
import { resolveSettings } from './settings';
import { openTerminal } from './terminal';
import type { Terminal } from './terminal';

type Env = Record<string, string | undefined>;

/** The whole tool: what was typed after its name, and the environment; gives the exit code. */
export async function main(argv: readonly string[], env: Env): Promise<ExitCode> {
  const terminal = openTerminal(env);
  try {
    return await run(argv, { env, terminal });
  } catch (error) {
    if (error instanceof Failure) {
      terminal.note(renderFailure(error.told));
      return error.exitCode;
    }
    // A defect of this tool; 1 would read as a check that failed.
    terminal.note(
      `palimpsest: an unexpected failure. ${error instanceof Error ? error.stack : String(error)}`,
    );
    return exitCodes.unreachable;
  }
}

async function run(
  argv: readonly string[],
  { env, terminal }: { env: Env; terminal: Terminal },
): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h')
    return help(rest, terminal);
  if (name === 'completion') return completion(rest, terminal);
  const command = findCommand(name);
  const args = readArgs(rest, command.options);
  if (args.has('help')) {
    await terminal.show(renderCommandHelp(command));
    return exitCodes.ok;
  }
  assertCount(args.positionals, { ...command.positionals, usage: usageOf(command) });
  return runCommand(command, { args, env, terminal });
}

function runCommand(
  command: Command,
  { args, env, terminal }: { args: Args; env: Env; terminal: Terminal },
): Promise<ExitCode> {
  return command.run({
    api: openApi(command, { args, env, terminal }),
    terminal,
    args,
    wantsJson: args.has('json'),
    now: new Date(),
  });
}

function openApi(
  command: Command,
  { args, env, terminal }: { args: Args; env: Env; terminal: Terminal },
): Api {
  if (command.isLocal?.(args)) return createApi({ url: '', key: '' });
  const settings = resolveSettings({
    env,
    url: args.text('url'),
    keyFile: args.text('api-key-file'),
    readFile,
  });
  if (settings.notice) terminal.note(settings.notice);
  return createApi(settings);
}

async function help([name]: readonly string[], terminal: Terminal): Promise<ExitCode> {
  await terminal.show(name === undefined ? renderHelp(commands) : renderCommandHelp(findCommand(name)));
  return exitCodes.ok;
}

async function completion([wanted, ...excess]: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const shell = shells.find((each) => each === wanted);
  if (!shell || excess.length > 0)
    throw usageFailure(
      'completion is for bash, zsh or fish.',
      'For example: source <(palimpsest completion bash)',
    );
  await terminal.write(renderCompletion(shell, commands, globalOptions));
  return exitCodes.ok;
}

/** Null for a file that is not there or may not be read. */
function readFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
