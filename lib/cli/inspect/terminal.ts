import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';

import { usageFailure } from './failure';
import { choosePaint } from './style';
import type { Paint } from './style';

export type Terminal = {
  paint: Paint;
  isTerminal: boolean;
  /** Exactly these bytes to stdout. */
  write: (bytes: string | Uint8Array) => Promise<void>;
  /** A page of text: through a pager when a person reads it and it is longer than the screen. */
  show: (text: string) => Promise<void>;
  /** To the person, beside the output. */
  note: (text: string) => void;
  /** Overwrites its last call while a person watches; silent otherwise. */
  progress: (text: string) => void;
  /** Asks on a terminal; elsewhere nobody could answer, and the command is refused. */
  confirm: (question: string) => Promise<boolean>;
};

export function openTerminal(env: Record<string, string | undefined>): Terminal {
  const { stdin, stdout, stderr } = process;
  const isTerminal = stdout.isTTY;
  // Whoever reads may stop reading, as `head` does: that is no failure.
  stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 6));

  async function write(bytes: string | Uint8Array): Promise<void> {
    if (!stdout.write(bytes)) await once(stdout, 'drain');
  }

  return {
    isTerminal,
    paint: choosePaint({ isTerminal, noColour: env['NO_COLOR'] }),
    write,
    show: (text) => (isTerminal && isLongerThan(text, stdout.rows) ? page(text, env['PAGER']) : write(text)),
    note: (text) => void stderr.write(`${text}\n`),
    progress: (text) => void (stderr.isTTY && stderr.write(`\r\u001B[K${text}`)),
    confirm: async (question) => {
      if (!stdin.isTTY || !stderr.isTTY)
        throw usageFailure('nobody is here to confirm this.', 'Add --yes to do it without being asked.');
      const reader = createInterface({ input: stdin, output: stderr });
      // Closed without an answer, as by Ctrl-D, counts as no.
      const closed = once(reader, 'close').then(() => '');
      const answer = await Promise.race([reader.question(`${question} [y/N] `), closed]);
      reader.close();
      return /^y(?:es)?$/i.test(answer.trim());
    },
  };
}

function isLongerThan(text: string, rows: number | undefined): boolean {
  return text.split('\n').length > (rows ?? 24);
}

async function page(text: string, pager: string | undefined): Promise<void> {
  const child = spawn(pager || 'less -R', { shell: true, stdio: ['pipe', 'inherit', 'inherit'] });
  // A pager that is left before the end closes its pipe.
  child.stdin.on('error', () => child.stdin.destroy());
  child.stdin.end(text);
  const [code] = (await once(child, 'exit')) as [number | null];
  // The shell's own words for a pager that is not there.
  if (code === 127) process.stdout.write(text);
}
