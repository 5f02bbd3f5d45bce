import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { findFreePort } from '@/lib/testing/free-port';
import { startPostgresServer } from '@/lib/testing/postgres-server';

import { buildStage } from './build';
import type { Build } from './build';
import { readCompose } from './compose';
import type { Container } from './container';
import { readDockerfile } from './dockerfile';
import { readDockerignore } from './dockerignore';
import { findImageFaults, findServiceFaults } from './try-out';

const context = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const read = (name: string) => readFileSync(join(context, name), 'utf8');

if (process.getuid?.() !== 0) {
  console.error('The steps of the image need root, to give each step a root folder of its own.');
  process.exit(1);
}

const stages = readDockerfile(read('Dockerfile'));
const last = stages.at(-1);
if (!last?.command || !last.healthCheck) throw new Error('The image has no CMD, or no HEALTHCHECK.');

async function tryOut(container: Container): Promise<string[]> {
  const { command, healthCheck } = last as { command: string[]; healthCheck: string[] };
  const { worker } = readCompose(read('compose.yaml')).services;
  const postgres = await startPostgresServer();
  const own = { ALLOW_INSECURE_HTTP: '1', SEED_DEMO: '0', LOG_LEVEL: 'info' };
  const web = async (name: string, variables: Record<string, string> = {}) => {
    const settings = { ...own, ...variables, PORT: String(await findFreePort()) };
    return findServiceFaults(container, { name, command, healthCheck, variables: settings });
  };
  try {
    const DATABASE_URL = postgres.adminUrl;
    const WORKER_PORT = String(await findFreePort());
    return [
      ...(await findImageFaults(container)),
      ...(await web('web, embedded')),
      ...(await web('web, PostgreSQL', { DATABASE_URL, RUN_WORKER: '0' })),
      ...(await findServiceFaults(container, {
        name: 'worker',
        command: worker?.command ?? [],
        healthCheck: worker?.healthcheck?.test.slice(1) ?? [],
        variables: { ...own, DATABASE_URL, WORKER_PORT },
      })),
    ];
  } finally {
    await postgres.stop();
  }
}

const scratch = mkdtempSync(join(tmpdir(), 'palimpsest-image-'));
const cache = execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim();
const isIgnored = readDockerignore(read('.dockerignore'));
const build: Build = { scratch, context, isIgnored, cache, onStep: console.log };
try {
  let container: Container | undefined;
  for (const stage of stages) container = await buildStage(build, stage);
  const faults = await tryOut(container!);
  for (const fault of faults) console.error(fault);
  const size = execFileSync('du', ['-sh', join(container!.root, 'app')], { encoding: 'utf8' }).split('\t')[0];
  console.log(`Every step carried out; the application has ${size}; ${faults.length} faults.`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} catch (error) {
  // Said at once: clearing a gigabyte away takes a while.
  console.error(error);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
