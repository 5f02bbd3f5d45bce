import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { link, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

import { exitCodes, Failure, usageFailure } from './failure';
import { readChunks } from './streams';
import type { Terminal } from './terminal';
import { formatSize } from './words';

export function assertFree(file: string): void {
  if (existsSync(file)) throw usageFailure(`${file} is there already.`, 'Choose another name with --out.');
}

type Target = { terminal: Terminal; out: string | undefined };

/**
 * Puts a download where it belongs: into the file, to standard output, or on a terminal into a file with the name that the server gave
 * it. A file that is there is never overwritten.
 */
export async function keepDownload(response: Response, { terminal, out }: Target): Promise<void> {
  if (out === undefined && !terminal.isTerminal) {
    await pour(response, terminal);
    return;
  }
  const file = out ?? fileNameOf(response);
  const sizeBytes = await save(response, file);
  terminal.note(`Wrote ${file}, ${formatSize(sizeBytes)}.`);
}

function fileNameOf(response: Response): string {
  const header = response.headers.get('content-disposition') ?? '';
  return /filename="([\w.-]+)"/.exec(header)?.[1] ?? 'palimpsest-export.ndjson.gz';
}

/** Under its name only when it is whole: a download that broke off must not look like one. */
async function save(response: Response, file: string): Promise<number> {
  assertFree(file);
  const unfinished = `${file}.${randomBytes(4).toString('hex')}.unfinished`;
  const target = createWriteStream(unfinished, { flags: 'wx', mode: 0o600 });
  try {
    await pipeline(readChunks(response), target);
    await link(unfinished, file);
  } catch (error) {
    throw brokeOff(error);
  } finally {
    await rm(unfinished, { force: true });
  }
  return target.bytesWritten;
}

async function pour(response: Response, terminal: Terminal): Promise<void> {
  try {
    for await (const chunk of readChunks(response)) await terminal.write(chunk);
  } catch (error) {
    throw brokeOff(error);
  }
}

function brokeOff(error: unknown): Failure {
  return new Failure(exitCodes.unreachable, {
    message: `the archive could not be written to its end (${error instanceof Error ? error.message : 'unknown'}).`,
    not: 'No complete archive was made.',
    advice: 'Check the space on the disk and the connection, then export again.',
  });
}
