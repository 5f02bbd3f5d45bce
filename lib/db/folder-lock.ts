import 'server-only';

import { createHash } from 'node:crypto';
import { realpathSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import type { Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** sun_path holds 108 bytes on Linux and 104 elsewhere, with its closing zero. */
const maxSocketPath = 100;

function listen(address: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
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

async function takeSocketFile(address: string): Promise<Server | null> {
  const server = await listen(address);
  if (server) return server;
  if (await isAnswering(address)) return null;
  rmSync(address, { force: true });
  return listen(address);
}

function socketFile(folder: string, digest: string): string {
  const inside = path.join(folder, 'in-use.sock');
  return inside.length <= maxSocketPath ? inside : path.join(os.tmpdir(), `palimpsest-${digest}.sock`);
}

/**
 * Makes this process the only one that uses a data folder, by listening on sockets that the system closes when the process
 * dies, however it dies. On Linux an abstract socket settles races; the file keeps containers apart that share the folder.
 * Throws when another process has the folder.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const real = realpathSync(folder);
  const digest = createHash('sha256').update(real).digest('hex').slice(0, 32);
  const servers: (Server | null)[] = [];
  if (process.platform === 'linux') servers.push(await listen(`\0palimpsest-${digest}`));
  if (process.platform === 'win32') servers.push(await listen(`\\\\.\\pipe\\palimpsest-${digest}`));
  else if (!servers.includes(null)) servers.push(await takeSocketFile(socketFile(real, digest)));

  const release = () => servers.forEach((server) => server?.close());
  if (servers.includes(null)) {
    release();
    throw new Error(
      `Palimpsest cannot start: another process is using the data folder ${real}. Stop that process, or give this one a folder of its own with DATA_DIR, or move to PostgreSQL with DATABASE_URL.`,
    );
  }
  return release;
}
