import { parseArgs } from 'node:util';

import { env } from '@/lib/env';

import { exitCodes, Failure, renderFailure, usageFailure } from '../inspect/failure';
import { openTerminal } from '../inspect/terminal';
import type { Terminal } from '../inspect/terminal';
import type { Digest } from './digest';

export type Given = {
  positionals: string[];
  to: string | undefined;
  wantsJson: boolean;
  terminal: Terminal;
  now: Date;
};

type Command = {
  /** How it is called and what it does, printed for `--help`. */
  help: string;
  maxPositionals: number;
  run: (given: Given) => Promise<void>;
};

const options = {
  to: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

function readArgs(argv: readonly string[], { help, maxPositionals }: Command) {
  try {
    const read = parseArgs({ args: [...argv], options, allowPositionals: true });
    if (read.positionals.length <= maxPositionals) return read;
  } catch {
    // Whatever the parser did not like, the page of help says it better.
  }
  throw usageFailure('this is not how it is called.', help);
}

const showEveryMs = 200;

/** Shows progress now and then, and ends the work between two slices of rows when somebody stops it: there everything can be left in order. */
function stopOnSignal(terminal: Terminal): Terminal {
  let shownAt = 0;
  let signal: NodeJS.Signals | undefined;
  const note = (name: NodeJS.Signals) => (signal = name);
  process.once('SIGINT', note).once('SIGTERM', note);
  return {
    ...terminal,
    progress: (text) => {
      if (signal) throw new Failure(exitCodes.checkFailed, { message: `stopped by ${signal}.` });
      const now = performance.now();
      if (text !== '' && now - shownAt < showEveryMs) return;
      shownAt = now;
      terminal.progress(text);
    },
  };
}

const advices: Record<string, string> = {
  ECONNREFUSED: 'Nothing answers there: check DATABASE_URL, and that the server runs.',
  ENOTFOUND: 'There is no such host: check DATABASE_URL.',
  '28P01': 'Check the password in DATABASE_URL.',
  '3D000': 'Check the name of the database in DATABASE_URL.',
  '42501': "This needs the owner's rights: give the owner's URL as DATABASE_ADMIN_URL.",
};

/** A reason that a person can do something about in one sentence; of anything else, a defect, its stack. */
function describeError(error: unknown): string {
  if (error instanceof Failure) return renderFailure(error.told);
  if (!(error instanceof Error)) return String(error);
  const advice = advices['code' in error ? String(error.code) : ''];
  if (advice !== undefined)
    return renderFailure({ message: error.message || 'the database cannot be reached.', advice });
  return error.message.startsWith('Palimpsest cannot start') ? error.message : (error.stack ?? error.message);
}

/** Runs a command with what was typed behind its name, tells the person how it went, and ends the process with its exit code. */
export async function runCommand(command: Command): Promise<never> {
  const terminal = openTerminal({});
  try {
    const { values, positionals } = readArgs(process.argv.slice(2), command);
    if (values.help) terminal.note(command.help);
    else {
      const wantsJson = values.json;
      const given = {
        positionals,
        to: values.to,
        wantsJson,
        terminal: stopOnSignal(terminal),
        now: new Date(),
      };
      await command.run(given);
    }
    process.exit(exitCodes.ok);
  } catch (error) {
    terminal.progress('');
    terminal.note(describeError(error));
    process.exit(error instanceof Failure ? error.exitCode : exitCodes.checkFailed);
  }
}

/** Where the environment says that the database is. */
export function placeOfEnvironment() {
  const { DATABASE_URL: url, DATABASE_ADMIN_URL: adminUrl, DATA_DIR: dataDir } = env();
  return { url, adminUrl, dataDir };
}

export function describeRows(rows: number, tables: readonly Digest[], seconds: number): string {
  const perSecond = Math.round(rows / Math.max(seconds, 0.001)).toLocaleString('en');
  return `${rows.toLocaleString('en')} rows of ${tables.length} tables in ${seconds.toFixed(1)} s, ${perSecond} a second`;
}
