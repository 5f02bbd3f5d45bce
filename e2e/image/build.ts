import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { awaitEnd, nodeId, openContainer, startInside } from './container';
import type { Container } from './container';
import type { Stage, Step } from './dockerfile';
import { copyContext } from './dockerignore';

export type Build = {
  /** Where the stages are laid out. */
  scratch: string;
  /** The checkout. */
  context: string;
  isIgnored: (path: string) => boolean;
  /** Packages that were downloaded before. */
  cache: string;
  onStep: (line: string) => void;
};

function inside(container: Container, path: string): string {
  return join(container.root, path.startsWith('/') ? path : join(container.folder, path));
}

type Copied = { container: Container; source: string; target: string };

/** Links instead of copies: nothing writes into a stage that is over. */
function linkInto({ container, source, target }: Copied): void {
  const to = inside(container, target);
  mkdirSync(to, { recursive: true });
  execFileSync('cp', ['--archive', '--link', source, to]);
}

function copyStep(build: Build, container: Container, step: Step & { does: 'COPY' }): void {
  const { stage, sources, target } = step;
  for (const source of sources) {
    if (stage !== null) {
      // Its contents, and not the folder: joining would take the dot away.
      linkInto({ container, source: `${join(build.scratch, stage, source)}/.`, target });
    } else if (source === '.') {
      copyContext(build.context, inside(container, target), build.isIgnored);
    } else {
      if (build.isIgnored(source)) throw new Error(`COPY ${source}: .dockerignore leaves it out.`);
      mkdirSync(inside(container, target), { recursive: true });
      execFileSync('cp', ['--archive', join(build.context, source), inside(container, target)]);
    }
  }
}

async function runStep({ cache }: Build, container: Container, script: string): Promise<void> {
  const { code, output } = await awaitEnd(
    startInside(container, ['/bin/sh', '-c', script], { access: 'rw', cache }),
  );
  if (code !== 0) throw new Error(`RUN ${script} ended with ${code}:\n${output}`);
}

async function take(build: Build, container: Container, step: Step): Promise<void> {
  switch (step.does) {
    case 'ENV':
      Object.assign(container.variables, step.variables);
      return;
    case 'WORKDIR':
      container.folder = step.value;
      mkdirSync(inside(container, '.'), { recursive: true });
      return;
    case 'USER':
      if (step.value !== 'node') throw new Error(`The base image has no user ${step.value}.`);
      container.userId = nodeId;
      return;
    case 'VOLUME':
      container.volume = step.value;
      return;
    case 'COPY':
      copyStep(build, container, step);
      return;
    case 'RUN':
      await runStep(build, container, step.script);
  }
}

function describe(step: Step): string {
  if (step.does === 'ENV') return Object.keys(step.variables).join(' ');
  if (step.does === 'COPY') return `${step.stage ?? 'checkout'}:${step.sources.join(' ')} ${step.target}`;
  return step.does === 'RUN' ? step.script : step.value;
}

/** Carries out what a stage says, step by step. */
export async function buildStage(build: Build, { name, steps }: Stage): Promise<Container> {
  const root = join(build.scratch, name ?? 'final');
  const container = openContainer(root);
  for (const step of steps) {
    const startedAtMs = Date.now();
    await take(build, container, step);
    const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1);
    build.onStep(`${step.does} ${describe(step)}: done in ${seconds} s.`);
  }
  return container;
}
