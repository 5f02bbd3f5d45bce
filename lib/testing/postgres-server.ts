import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';

import { findFreePort } from './free-port';
import { findPostgresBinaries, findPostgresUser } from './installed.mjs';

const startTimeoutMs = 30_000;
const pollMs = 50;
const admin = 'admin';

// The shell ends the server and deletes its data when its own input closes: a test run killed with -9 leaves nothing behind.
const supervisor = `
folder=$1; shift
exec 3<&0
"$@" 2>&1 & server=$!
(read -r _ <&3; : > "$folder/abandoned"; kill -QUIT "$server") & watcher=$!
echo "pid $server"
wait "$server" 2>/dev/null
[ -e "$folder/abandoned" ] && cd / && rm -rf "$folder"
kill "$watcher" 2>/dev/null`;

export type PostgresServer = {
  /** As a superuser, to the database `postgres`. */
  adminUrl: string;
  port: number;
  /** Shuts down and deletes the data. */
  stop: () => Promise<void>;
  /** Kills the server like a power cut would; the data stays for `restart`. */
  kill9: () => Promise<void>;
  /** Starts again on the same port and data, after a fast shutdown where the server still runs. */
  restart: () => Promise<void>;
};

type Running = { pid: number; hasExited: () => boolean };
type Cluster = { folder: string; port: number; adminUrl: string; binaries: string };

/**
 * Starts a throw-away PostgreSQL on 127.0.0.1. Its collation is linguistic and its time zone is not UTC, as on many a production
 * server: code that leans on byte order or UTC without saying so fails here.
 */
export async function startPostgresServer(): Promise<PostgresServer> {
  const cluster = await createCluster();
  let running = await launch(cluster);

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!running.hasExited()) process.kill(running.pid, signal);
    await waitUntil(running.hasExited, 'PostgreSQL did not stop.');
  }

  return {
    adminUrl: cluster.adminUrl,
    port: cluster.port,
    stop: async () => {
      await end('SIGINT');
      rmSync(cluster.folder, { recursive: true, force: true });
    },
    kill9: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGINT');
      running = await launch(cluster);
    },
  };
}

async function createCluster(): Promise<Cluster> {
  const binaries = findPostgresBinaries();
  if (binaries === null)
    throw new Error('The tests need PostgreSQL 15 or newer: install the package "postgresql".');
  const user = findPostgresUser();
  const folder = mkdtempSync(join(tmpdir(), 'palimpsest-pg-'));
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid);
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en-US'];
  const access = ['--username', admin, '--pwfile', passwordFile, '--auth=scram-sha-256'];
  execFileSync(join(binaries, 'initdb'), ['--pgdata', join(folder, 'data'), ...locale, ...access], {
    ...user,
    cwd: folder,
    stdio: 'pipe',
  });
  rmSync(passwordFile);
  const port = await findFreePort();
  return { folder, port, binaries, adminUrl: `postgres://${admin}:${password}@127.0.0.1:${port}/postgres` };
}

async function launch(cluster: Cluster): Promise<Running> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(cluster.port),
    unix_socket_directories: '',
    max_connections: '100',
    timezone: 'America/New_York',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = [join(cluster.binaries, 'postgres'), '-D', join(cluster.folder, 'data'), ...flags];
  const child = spawn('/bin/sh', ['-c', supervisor, 'supervisor', cluster.folder, ...command], {
    ...findPostgresUser(),
    cwd: cluster.folder,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const output = collect(child);
  let pid = 0;
  const isUp = async (): Promise<boolean> => {
    pid ||= Number(/^pid (\d+)$/m.exec(output())?.[1] ?? 0);
    if (child.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${output()}`);
    return pid !== 0 && canConnect(cluster.adminUrl);
  };
  await waitUntil(isUp, 'PostgreSQL did not answer in time.');
  return { pid, hasExited: () => child.exitCode !== null };
}

function collect(child: ChildProcess): () => string {
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}

async function canConnect(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function waitUntil(isDone: () => boolean | Promise<boolean>, failure: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  while (!(await isDone())) {
    if (Date.now() > deadline) throw new Error(failure);
    await sleep(pollMs);
  }
}
