import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { awaitEnd, nodeId, startInside } from './container';
import type { Container } from './container';

const healthyTimeoutMs = 120_000;
const pollMs = 500;

export type Service = {
  name: string;
  command: readonly string[];
  healthCheck: readonly string[];
  variables: Record<string, string>;
};

function run(container: Container, command: readonly string[], variables: Record<string, string> = {}) {
  return awaitEnd(startInside(container, command, { access: 'ro', variables }));
}

/** What must hold before anything is started: a start has nothing to install or build, and the user can change nothing. */
export async function findImageFaults(container: Container): Promise<string[]> {
  const prepared = await run(container, ['node', 'lib/cli/prepare.mjs']);
  const wrote = await run(container, ['touch', 'lib/cli/probe.mjs']);
  const kept = await run(container, [
    '/bin/sh',
    '-c',
    `id -u; touch ${container.volume}/written; ls node_modules`,
  ]);
  const faults = [
    prepared.code === 0 && prepared.output === ''
      ? ''
      : `a start would have had to prepare: ${prepared.output}`,
    wrote.code === 0 ? 'the user can change the application' : '',
    kept.code === 0 && kept.output.startsWith(`${nodeId}\n`) ? '' : `the data folder: ${kept.output}`,
    // The compiler stays: packages that are needed name it as one that they could use.
    /^(?:vitest|oxlint|axe-core)$/m.test(kept.output) ? 'packages for development are in it' : '',
  ];
  return faults.filter((fault) => fault !== '');
}

function userOf(pid: number): string {
  return /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
}

/** Starts a service read-only, waits until its own health check passes, and ends it as an engine does. */
export async function findServiceFaults(container: Container, service: Service): Promise<string[]> {
  const { command, healthCheck, variables, name } = service;
  const child = startInside(container, command, { access: 'ro', variables });
  const ended = awaitEnd(child);
  const faults: string[] = [];
  const deadline = Date.now() + healthyTimeoutMs;
  while ((await run(container, healthCheck, variables)).code !== 0) {
    if (child.exitCode !== null || Date.now() > deadline) {
      faults.push('it never became healthy');
      break;
    }
    await sleep(pollMs);
  }
  if (child.exitCode === null && userOf(child.pid!) !== String(nodeId))
    faults.push('it does not run as its user');
  child.kill('SIGTERM');
  const { code, output } = await ended;
  if (code !== 0) faults.push(`SIGTERM ended it with ${code}`);
  return faults.map((fault) => `${name}: ${fault}\n${output}`);
}
