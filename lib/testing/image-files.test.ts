import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { validate } from 'dockerfile-utils';
import { expect, test } from 'vitest';

import { findVariables, readCompose } from '@/e2e/image/compose';
import { readDockerfile } from '@/e2e/image/dockerfile';
import { readDockerignore } from '@/e2e/image/dockerignore';
import { parseEnv } from '@/lib/env';

const read = (name: string) => readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), 'utf8');
const dockerfile = read('Dockerfile');
const composeText = read('compose.yaml');
const compose = readCompose(composeText);

test('the Dockerfile is sound to the letter, and every instruction is understood', () => {
  expect(validate(dockerfile)).toEqual([]);
  const [build, last] = readDockerfile(dockerfile);
  expect(build?.name).toBe('build');
  expect(last).toMatchObject({ name: null, base: build?.base });
  expect(last?.base).toMatch(/^node:\d+-[a-z]+-slim$/);
});

test('the image runs as somebody who may change nothing but the data, without a shell, and is looked after', () => {
  const last = readDockerfile(dockerfile).at(-1)!;
  const users = last.steps.filter(({ does }) => does === 'USER');
  expect(users).toEqual([{ does: 'USER', value: 'node' }]);
  const after = last.steps.slice(last.steps.findIndex(({ does }) => does === 'USER') + 1);
  expect(after.map(({ does }) => does)).toEqual(['VOLUME']);
  expect(last.command?.[0]).toBe('node');
  expect(last.healthCheck?.[0]).toBe('node');
  expect(last.steps.find(({ does }) => does === 'COPY')).toMatchObject({ stage: 'build' });
});

test('no secret, history or work of this machine gets into the image', () => {
  const isIgnored = readDockerignore(read('.dockerignore'));
  for (const path of [
    '.env',
    '.git/config',
    '.data/secret',
    'node_modules/next/package.json',
    'e2e/api/cli.test.ts',
  ])
    expect(isIgnored(path), path).toBe(true);
  for (const path of [
    'lib/env.test.ts',
    'lib/db/generated/client.ts',
    'lib/testing/owner.ts',
    '.next/BUILD_ID',
  ])
    expect(isIgnored(path), path).toBe(true);
  for (const path of [
    'package.json',
    'lib/cli/serve.mjs',
    'prisma/seed/texts/crdts.md',
    'public/screenshots/diff.png',
  ])
    expect(isIgnored(path), path).toBe(false);
});

const services = Object.entries(compose.services);

test.each(services)('the service %s has what it names, and this machine alone reaches it', (_, service) => {
  expect(service.restart).toBe('unless-stopped');
  expect(Object.keys(compose.services)).toEqual(
    expect.arrayContaining(Object.keys(service.depends_on ?? {})),
  );
  const volumes = service.volumes?.map((volume) => volume.replace(/:.*$/, '')) ?? [];
  expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(volumes));
  for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
});

test.each(['web', 'worker'])('%s can change nothing but its data', (name) => {
  const locked = { build: '.', read_only: true, tmpfs: ['/tmp'], cap_drop: ['ALL'] };
  const service = compose.services[name];
  expect(service).toMatchObject({ ...locked, security_opt: ['no-new-privileges:true'] });
  expect(service?.volumes).toEqual(['data:/data']);
});

/** What a service is started with, where its surroundings give what the file insists on and nothing else. */
function fillIn(environment: Record<string, string>): Record<string, string> {
  const given: Record<string, string> = { SECRET: 'x'.repeat(32), POSTGRES_PASSWORD: 'secret' };
  const defaults = findVariables(composeText);
  const fill = (value: string) =>
    value.replace(/\$\{(\w+):[^}]*\}/g, (_, name: string) => given[name] ?? defaults.get(name) ?? '');
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(value)]));
}

test.each(['web', 'worker'])('the settings of %s are ones that a start knows and takes', (name) => {
  const environment = fillIn(compose.services[name]!.environment);
  const image = { HOST: '0.0.0.0', DATA_DIR: '/data' };
  const settings = parseEnv({ ...image, ...environment });
  const unknown = Object.keys(environment).filter((variable) => !Object.hasOwn(settings, variable));
  expect(unknown.filter((variable) => environment[variable] !== '')).toEqual([]);
});

test('the database keeps its data where its image puts it, and is waited for', () => {
  expect(compose.services['database']?.image).toBe('postgres:18');
  expect(compose.services['database']?.volumes).toEqual(['database:/var/lib/postgresql']);
  expect(compose.services['database']?.healthcheck).toBeDefined();
});
