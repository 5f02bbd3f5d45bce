import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'vitest';

import { envelope } from './checked-fetch';

/** Bytes to send one after the other; a number is a pause in milliseconds, a pattern waits until what came back has it. */
export type Piece = string | Buffer | number | RegExp;

const answerTimeoutMs = 45_000;

/** Speaks to the server byte by byte; resolves to all that came back until the connection ended. */
export async function sendRaw(url: string, pieces: Iterable<Piece>): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A server that refuses may end the connection before everything was sent.
  socket.on('error', () => socket.destroy());
  const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
  const timer = setTimeout(() => socket.destroy(), answerTimeoutMs);
  for (const piece of pieces) {
    if (socket.destroyed || socket.readableEnded) break;
    if (typeof piece === 'number') await sleep(piece);
    else if (piece instanceof RegExp)
      await waitFor(socket, () => piece.test(Buffer.concat(chunks).toString('utf8')));
    else socket.write(piece);
  }
  await closed;
  clearTimeout(timer);
  return Buffer.concat(chunks).toString('utf8');
}

async function waitFor(socket: Socket, isThere: () => boolean): Promise<void> {
  while (!isThere() && !socket.destroyed && !socket.readableEnded) await sleep(10);
}

/** Sends the pieces and cuts the connection without waiting for anything. */
export async function sendAndCut(url: string, pieces: string[]): Promise<void> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => socket.destroy());
  const written = pieces.map(
    (piece) => new Promise<void>((resolve) => void socket.write(piece, () => resolve())),
  );
  await Promise.all(written);
  socket.resetAndDestroy();
}

/** The request's head with a connection that ends after the answer. */
export function head(start: string, headers: Record<string, string> = {}): string {
  const all = { host: '127.0.0.1', connection: 'close', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${start} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** The status of a raw answer, whose body must be the envelope. */
export function readRefusal(answer: string): { status: number; type: string; message: string } {
  const end = answer.indexOf('\r\n\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
  expect(end, `no answer: ${answer.slice(0, 300)}`).toBeGreaterThan(0);
  const body = answer.slice(end + 4);
  const isChunked = /^transfer-encoding: chunked/im.test(answer.slice(0, end));
  const text = isChunked ? body.replaceAll(/^[0-9a-f]+\r\n|\r\n$/gim, '') : body;
  return { status, ...envelope.parse(JSON.parse(text)).error };
}
