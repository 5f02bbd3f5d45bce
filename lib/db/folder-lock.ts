import 'server-only';

import { createHash } from 'node:crypto';
import { realpathSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import type { Server, Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** sun_path holds 108 bytes on Linux and 104 elsewhere, with its closing zero. */
const maxSocketPath = 100;
const maxRequestChars = 200;

/** What the process that holds a folder says to another one that asks it for something. */
export type Answer = (request: string) => Promise<string>;

function converse(socket: Socket, answer: Answer): void {
  let request = '';
  socket.unref().setEncoding('utf8');
  socket.on('error', () => undefined);
  socket.on('data', (chunk: string) => {
    request += chunk;
    if (request.length > maxRequestChars) socket.destroy();
    if (!request.endsWith('\n')) return;
    void answer(request.trim()).then((said) => socket.end(`${said}\n`));
  });
}

function listen(address: string, answer?: Answer): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      if (answer) converse(socket, answer);
      else socket.destroy();
    });
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(address, () => resolve(server.unref()));
  });
}

function isAnswering(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function takeSocketFile(address: string, answer: Answer | undefined): Promise<Server | null> {
  const server = await listen(address, answer);
  if (server) return server;
  if (await isAnswering(address)) return null;
  rmSync(address, { force: true });
  return listen(address, answer);
}

function socketFile(folder: string, digest: string): string {
  const inside = path.join(folder, 'in-use.sock');
  return inside.length <= maxSocketPath ? inside : path.join(os.tmpdir(), `palimpsest-${digest}.sock`);
}

function identify(folder: string): { real: string; digest: string } {
  const real = realpathSync(folder);
  return { real, digest: createHash('sha256').update(real).digest('hex').slice(0, 32) };
}

function pipeName(digest: string): string {
  return `\\\\.\\pipe\\palimpsest-${digest}`;
}

/** Asks the process that holds the folder. Null when nobody holds it, or when its holder has no answer. */
export function askHolder(folder: string, request: string): Promise<string | null> {
  const { real, digest } = identify(folder);
  return new Promise((resolve) => {
    const socket = connect(process.platform === 'win32' ? pipeName(digest) : socketFile(real, digest));
    let said = '';
    socket.setEncoding('utf8');
    socket.once('connect', () => socket.write(`${request}\n`));
    socket.on('data', (chunk: string) => (said += chunk));
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(said.endsWith('\n') ? said.trim() : null));
  });
}

/**
 * Makes this process the only one that uses a data folder, by listening on sockets that the system closes when the process
 * dies, however it dies. On Linux an abstract socket settles races; the file keeps containers apart that share the folder.
 * Throws when another process has the folder. `answer` is what it says to those that ask; who may ask is decided by the file's rights.
 */
export async function lockFolder(folder: string, answer?: Answer): Promise<() => void> {
  const { real, digest } = identify(folder);
  const servers: (Server | null)[] = [];
  if (process.platform === 'linux') servers.push(await listen(`\0palimpsest-${digest}`));
  if (process.platform === 'win32') servers.push(await listen(pipeName(digest), answer));
  else if (!servers.includes(null)) servers.push(await takeSocketFile(socketFile(real, digest), answer));

  const release = () => servers.forEach((server) => server?.close());
  if (servers.includes(null)) {
    release();
    throw new Error(
      `Palimpsest cannot start: another process is using the data folder ${real}. Stop that process, or give this one a folder of its own with DATA_DIR, or move to PostgreSQL with DATABASE_URL.`,
    );
  }
  return release;
}
