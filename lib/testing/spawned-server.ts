import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { findFreePort } from './free-port';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readyTimeoutMs = 60_000;
const pollMs = 50;

export type SpawnedServer = {
  url: string;
  port: number;
  dataDir: string;
  /** Everything that the server printed, over all its starts. */
  output: () => string;
  /** SIGTERM; resolves to the exit code. The data folder stays until `dispose`. */
  stop: () => Promise<number | null>;
  kill9: () => Promise<void>;
  /** Starts again with the same port and data folder, and with other variables where given. */
  restart: (env?: Record<string, string>) => Promise<void>;
  /** Stops the server if it still runs, and deletes its data folder. */
  dispose: () => Promise<void>;
};

type Program = { args: readonly string[]; portName: 'PORT' | 'WORKER_PORT'; template?: string | undefined };

/**
 * Starts the built application as a process of its own, with its own port and data folder and nothing of the caller's settings,
 * and waits until `/readyz` answers 200. Throws with the server's output when it does not start. Needs a production build.
 * The data folder is empty, or a copy of `template`.
 */
export function startSpawnedServer(
  env: Record<string, string> = {},
  { template }: { template?: string } = {},
): Promise<SpawnedServer> {
  return startSpawned({ args: ['lib/cli/serve.mjs'], portName: 'PORT', template }, env);
}

/** As `startSpawnedServer`, a worker of its own, which needs DATABASE_URL; its address answers supervisors and Prometheus. */
export function startSpawnedWorker(env: Record<string, string>): Promise<SpawnedServer> {
  const args = ['--conditions=react-server', '--import', 'tsx', 'lib/cli/worker.ts'];
  return startSpawned({ args, portName: 'WORKER_PORT' }, env);
}

async function startSpawned(program: Program, env: Record<string, string>): Promise<SpawnedServer> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const dataDir = mkdtempSync(join(tmpdir(), 'palimpsest-data-'));
  if (program.template !== undefined)
    cpSync(program.template, dataDir, { recursive: true, filter: isNoSocket });
  const chunks: Buffer[] = [];
  const output = (): string => Buffer.concat(chunks).toString('utf8');

  async function start(overrides: Record<string, string>): Promise<ChildProcess> {
    const own = { [program.portName]: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir };
    const started = spawn(process.execPath, program.args, {
      cwd: root,
      env: { ...own, ...env, ...overrides, ...systemVariables() },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    started.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    await waitUntilReady(started, { url, output });
    return started;
  }

  let child = await start({});
  return {
    url,
    port,
    dataDir,
    output,
    stop: () => end(child, 'SIGTERM'),
    kill9: async () => void (await end(child, 'SIGKILL')),
    restart: async (overrides = {}) => {
      await end(child, 'SIGTERM');
      child = await start(overrides);
    },
    dispose: async () => {
      await end(child, 'SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function isNoSocket(path: string): boolean {
  return !path.endsWith('.sock');
}

function systemVariables(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, NODE_ENV: 'production' };
}

async function waitUntilReady(
  child: ChildProcess,
  server: { url: string; output: () => string },
): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  while (!(await isReady(server.url))) {
    if (hasExited(child)) throw new Error(`The server did not start:\n${server.output()}`);
    if (Date.now() > deadline) {
      await end(child, 'SIGKILL');
      throw new Error(`The server was not ready within ${readyTimeoutMs} ms:\n${server.output()}`);
    }
    await sleep(pollMs);
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`);
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    if (hasExited(child)) return resolve(child.exitCode);
    child.once('exit', (code) => resolve(code));
    child.kill(signal);
  });
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
