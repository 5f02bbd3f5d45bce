import { describe, expect, test } from 'vitest';

import { findStructureFaults } from './check';

const soundFiles = {
  'app/v1/memory_stores/route.ts': `import { createStore } from '@/lib/stores/create';\nexport const POST = createStore;\n`,
  'components/stores/store-row.tsx': `import type { Store } from '@/lib/stores/schema';\nexport function StoreRow(props: Store) { return <p>{props.name}</p>; }\n`,
  'lib/clock/instant.ts': `export function later(ms: number) { return ms + 1; }\n`,
  'lib/db/client.ts': `import 'server-only';\n\nexport const client = 1;\n`,
  'lib/stores/README.md': 'What stores own.\n',
  'lib/stores/schema.ts': `export type Store = { name: string };\n`,
  'lib/stores/create.ts': `import 'server-only';\n\nimport { client } from '@/lib/db/client';\n\nexport function createStore() { return client; }\n`,
  'lib/versions/README.md': 'What versions own.\n',
  'lib/versions/diff.ts': `import type { Store } from '@/lib/stores/schema';\nexport function diff(a: Store) { return a.name; }\n`,
};

function faultsWith(files: Record<string, string>, rootNames: readonly string[] = ['app', 'lib']): string {
  const all = new Map(Object.entries({ ...soundFiles, ...files }));
  return findStructureFaults({ rootNames, files: all }).join('\n');
}

test('a sound tree has no faults', () => {
  expect(faultsWith({})).toBe('');
});

const server = `import 'server-only';\n`;

describe.each<{ rule: string; files: Record<string, string>; says: string }>([
  {
    rule: 'an unknown folder in lib',
    files: { 'lib/billing/charge.ts': 'export const a = 1;' },
    says: 'lib has no such folder',
  },
  {
    rule: 'a file outside the vocabulary',
    files: { 'lib/stores/StoreThing.tsx': 'export const a = 1;' },
    says: 'a domain holds schema.ts',
  },
  {
    rule: 'a folder in a domain',
    files: { 'lib/stores/rules/limit.ts': 'export const a = 1;' },
    says: 'no folders inside',
  },
  { rule: 'a dump', files: { 'lib/http/utils.ts': 'export const a = 1;' }, says: 'the name says nothing' },
  {
    rule: 'a barrel',
    files: { 'lib/clock/index.ts': `export * from './instant';` },
    says: `only hands on other files' exports`,
  },
  {
    rule: 'a domain without README',
    files: { 'lib/reads/count.ts': 'export const a = 1;' },
    says: 'lib/reads/README.md: is missing',
  },
  {
    rule: 'a long README',
    files: { 'lib/stores/README.md': 'x\n'.repeat(41) },
    says: 'has 41 lines, at most 40',
  },
  {
    rule: 'a verb that is named otherwise',
    files: { 'lib/stores/archive.ts': `${server}export function retireStore() {}` },
    says: 'whose name begins with "archive"',
  },
  {
    rule: 'two verbs in a file',
    files: {
      'lib/stores/archive.ts': `${server}export function archiveStore() {}\nexport const archiveAll = () => 1;`,
    },
    says: 'is one command',
  },
  {
    rule: 'an import to the right',
    files: { 'lib/stores/limit.ts': `import { diff } from '@/lib/versions/diff';\nexport const a = diff;` },
    says: 'imports go left only',
  },
  {
    rule: 'a platform that knows a domain',
    files: {
      'lib/clock/tick.ts': `import type { Store } from '@/lib/stores/schema';\nexport type A = Store;`,
    },
    says: 'the platform knows no domain',
  },
  {
    rule: 'an import of app',
    files: {
      'components/stores/page-link.tsx': `import { POST } from '@/app/v1/memory_stores/route';\nexport const a = POST;`,
    },
    says: 'nothing but the tests in e2e imports from app',
  },
  {
    rule: 'a primitive that knows a domain',
    files: {
      'components/ui/row.tsx': `import type { Store } from '@/lib/stores/schema';\nexport type A = Store;`,
    },
    says: 'components/ui knows no domain',
  },
  {
    rule: 'a route that touches the database',
    files: { 'app/v1/x/route.ts': `import { client } from '@/lib/db/client';\nexport const GET = client;` },
    says: 'neither app nor components touch the database',
  },
  {
    rule: 'a component that reads',
    files: {
      'components/stores/list.tsx': `import { createStore } from '@/lib/stores/create';\nexport const a = createStore;`,
    },
    says: 'Let the page read',
  },
  {
    rule: 'a schema that touches the database',
    files: {
      'lib/stores/schema.ts': `import { client } from '@/lib/db/client';\nexport type Store = { name: string };\nexport const a = client;`,
    },
    says: 'only reads, verbs and internals touch lib/db',
  },
  {
    rule: 'a relative import into another folder',
    files: {
      'lib/versions/size.ts': `import type { Store } from '../stores/schema';\nexport type A = Store;`,
    },
    says: 'write "@/lib/stores/schema"',
  },
  {
    rule: 'a cycle',
    files: {
      'lib/clock/a.ts': `import { b } from './b';\nexport const a = () => b;`,
      'lib/clock/b.ts': `import { a } from './a';\nexport const b = () => a;`,
    },
    says: 'is a cycle',
  },
  {
    rule: 'a read without the mark',
    files: { 'lib/stores/read.ts': `export function listStores() { return []; }` },
    says: 'its first line must be',
  },
  {
    rule: 'a pure file that imports a server file',
    files: {
      'lib/versions/diff.ts': `import { createStore } from '@/lib/stores/create';\nexport const a = createStore;`,
    },
    says: 'works on the server only',
  },
  {
    rule: 'a schema with the mark',
    files: { 'lib/stores/schema.ts': `${server}export type Store = { name: string };` },
    says: 'must be usable in the browser',
  },
  {
    rule: 'pure logic with a clock',
    files: { 'lib/versions/age.ts': `export function age(at: number) { return Date.now() - at; }` },
    says: 'has no clock',
  },
  {
    rule: 'a second way to sign in',
    files: {
      'lib/http/who.ts': `${server}import { getServerSession } from 'next-auth';\nexport const a = getServerSession;`,
    },
    says: `only lib/auth imports next-auth's server side`,
  },
  {
    rule: 'a server action',
    files: { 'app/act.ts': `export async function act() {\n  'use server';\n}` },
    says: 'a second transport',
  },
  {
    rule: 'a page for the browser alone',
    files: { 'app/stores/page.tsx': `'use client';\nexport default function Page() { return null; }` },
    says: 'render on the server',
  },
  {
    rule: 'a long route handler',
    files: { 'app/v1/long/route.ts': `${'// line\n'.repeat(41)}export const GET = 1;` },
    says: 'a route handler at most 40',
  },
  {
    rule: 'long files',
    files: Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [
        `lib/clock/long-${i}.ts`,
        `${'// line\n'.repeat(300)}export const a = 1;`,
      ]),
    ),
    says: 'files: 95 % of them should have at most 250 lines',
  },
  {
    rule: 'long functions',
    files: { 'lib/clock/long.ts': `export function long() {\n${'  later();\n'.repeat(90)}}\n` },
    says: 'functions: 95 % of them',
  },
  {
    rule: 'a word that points elsewhere',
    files: { 'lib/clock/note.ts': `// As issue ${2} asks.\nexport const a = 1;` },
    says: 'points to a tracker',
  },
])('$rule', ({ files, says }) => {
  test('is a fault, and the message says what to do', () => {
    expect(faultsWith(files)).toContain(says);
  });
});

test('a stranger at the root is a fault', () => {
  expect(faultsWith({}, ['app', 'scripts'])).toContain('scripts: does not belong at the root');
});

test('tests, the command line and the test helpers may import across domains', () => {
  const across = `import { diff } from '@/lib/versions/diff';\nexport const a = diff;\n`;
  expect(
    faultsWith({
      'lib/stores/limit.test.ts': across,
      'lib/cli/seed.ts': across,
      'lib/testing/factory.ts': across,
    }),
  ).toBe('');
});

test('the readiness route may ask the database', () => {
  expect(
    faultsWith({
      'lib/db/ready.ts': `import 'server-only';\n\nexport const isReady = () => true;\n`,
      'app/readyz/route.ts': `import { isReady } from '@/lib/db/ready';\nexport const GET = isReady;\n`,
    }),
  ).toBe('');
});
