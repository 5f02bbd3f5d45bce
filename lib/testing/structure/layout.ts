import { dirname } from 'node:path/posix';

/** What may stand at the root; everything else belongs into one of these folders, or into .gitignore. */
export const rootNames = new Set(
  `.ci .dockerignore .editorconfig .env.example .git .gitattributes .github .gitignore .npmrc .nvmrc .oxfmtrc.json .oxlintrc.json
  CHANGELOG.md CONTRIBUTING.md Dockerfile LICENSE README.md SECURITY.md app compose.yaml components e2e instrumentation.ts lib
  next.config.mjs package-lock.json package.json postcss.config.mjs prisma proxy.ts public tsconfig.json`.split(
    /\s+/,
  ),
);

export const platform = [
  'env',
  'errors',
  'http',
  'db',
  'auth',
  'audit',
  'jobs',
  'logger',
  'telemetry',
  'clock',
  'testing',
  'cli',
];

/** Composition: these platform folders put the domains together, so they may import them. */
export const composition = ['testing', 'cli'];

/** Imports go left only. */
export const domains = [
  'workspaces',
  'stores',
  'reads',
  'versions',
  'memories',
  'sessions',
  'history',
  'reverts',
  'redactions',
  'retention',
  'transfer',
  'search',
  'overview',
  'live',
  'webhooks',
  'signals',
  'confidence',
  'findings',
  'review',
  'subjects',
  'privacy',
  'sources',
];

export const maxReadmeLines = 40;
export const maxRouteLines = 40;

export type Role =
  | 'schema'
  | 'policy'
  | 'read'
  | 'internal'
  | 'queries'
  | 'verb'
  | 'concept'
  | 'test'
  | 'readme';

export type Place =
  | { kind: 'domain'; name: string }
  | { kind: 'platform'; name: string }
  | { kind: 'unknown-lib'; name: string }
  | { kind: 'app' | 'components' | 'e2e' | 'prisma' | 'root'; name: string };

export function placeOf(path: string): Place {
  const [top = '', second = ''] = path.split('/');
  if (top === 'app' || top === 'components' || top === 'e2e' || top === 'prisma')
    return { kind: top, name: second };
  if (top !== 'lib') return { kind: 'root', name: top };
  const name = second.replace(/\..*$/, '');
  if (domains.includes(name)) return { kind: 'domain', name };
  if (platform.includes(name)) return { kind: 'platform', name };
  return { kind: 'unknown-lib', name };
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}

/** Files that put things together for a start or a test, and may therefore import whatever they need. */
export function isComposition(path: string): boolean {
  const place = placeOf(path);
  return isTest(path) || (place.kind === 'platform' && composition.includes(place.name));
}

const fixedRoles = new Map<string, Role>([
  ['schema.ts', 'schema'],
  ['policy.ts', 'policy'],
  ['read.ts', 'read'],
  ['internal.ts', 'internal'],
  ['queries.ts', 'queries'],
  ['README.md', 'readme'],
]);

/** The role of a file in a domain's folder; null for a name outside the vocabulary. */
export function roleOf(path: string, options: { isServerOnly: boolean }): Role | null {
  const name = path.slice(dirname(path).length + 1);
  const fixed = fixedRoles.get(name);
  if (fixed) return fixed;
  if (/^[a-z][a-z0-9-]*(?:\.db)?\.test\.ts$/.test(name)) return 'test';
  if (!/^[a-z][a-z0-9-]*\.ts$/.test(name)) return null;
  return options.isServerOnly ? 'verb' : 'concept';
}
