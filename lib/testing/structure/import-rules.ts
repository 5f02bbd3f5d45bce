import { findCycles } from './cycles';
import { domains, isComposition, isTest, placeOf, roleOf } from './layout';
import type { Import, Source } from './source';

type Edge = { from: Source; to: Import; target: string; targetSource: Source | undefined };

/** The readiness route asks the database itself, and nothing else may. */
const allowedDatabaseEdges = new Set(['app/readyz/route.ts -> lib/db/ready.ts']);

type EdgeRule = (edge: Edge) => string | null;

const edgeRules: EdgeRule[] = [
  ({ from, target }) =>
    target.startsWith('app/') && !/^(?:app|e2e)\//.test(from.path)
      ? 'nothing but the tests in e2e imports from app. Move the shared part to components or lib.'
      : null,
  ({ from, target }) => {
    const [here, there] = [placeOf(from.path), placeOf(target)];
    if (isComposition(from.path) || here.kind !== 'domain' || there.kind !== 'domain') return null;
    if (domains.indexOf(there.name) <= domains.indexOf(here.name)) return null;
    return `${there.name} stands to the right of ${here.name} in "${domains.join(' <- ')}", and imports go left only. Move the shared concept left, or let ${there.name} do the calling.`;
  },
  ({ from, target }) => {
    if (isComposition(from.path) || placeOf(from.path).kind !== 'platform') return null;
    if (placeOf(target).kind !== 'domain') return null;
    return 'the platform knows no domain. Hand in what it needs as an argument, or move this file into the domain.';
  },
  ({ from, target }) =>
    placeOf(from.path).kind.match(/domain|platform/) &&
    /^(?:components|e2e)\//.test(target) &&
    !isComposition(from.path)
      ? 'lib imports neither components nor e2e. Move the shared part into lib.'
      : null,
  ({ from, target }) =>
    target.startsWith('lib/testing/') &&
    /^(?:app|components|lib)\//.test(from.path) &&
    !isComposition(from.path)
      ? 'lib/testing is for tests. Move what the product needs out of it.'
      : null,
  ({ from, target }) => {
    if (!from.path.startsWith('components/ui/')) return null;
    const isDomain = placeOf(target).kind === 'domain' || /^components\/(?!ui\/)/.test(target);
    return isDomain
      ? 'components/ui knows no domain. Take plain props, or move the component to components/<domain>.'
      : null;
  },
  ({ from, target }) => {
    if (!/^(?:app|components)\//.test(from.path) || !target.startsWith('lib/db')) return null;
    if (allowedDatabaseEdges.has(`${from.path} -> ${target}`)) return null;
    return 'neither app nor components touch the database. Call a read or a verb of the domain.';
  },
  ({ from, target, targetSource }) => {
    if (placeOf(target).kind !== 'domain' || !targetSource) return null;
    const role = roleOf(target, targetSource);
    if (from.path.startsWith('app/') && role === 'internal') {
      return 'internal.ts is for its own domain and those to its right. Call a read or a verb.';
    }
    const isForServer = role === 'read' || role === 'verb' || role === 'internal';
    if (!from.path.startsWith('components/') || isTest(from.path) || !isForServer) return null;
    return 'components use schema, policy, queries and pure concepts only. Let the page read, and pass the resource as a prop.';
  },
  ({ from, target }) => {
    if (placeOf(from.path).kind !== 'domain' || isTest(from.path) || !target.startsWith('lib/db'))
      return null;
    const role = roleOf(from.path, from);
    if (role === 'read' || role === 'verb' || role === 'internal') return null;
    return `only reads, verbs and internals touch lib/db. Keep this file pure and hand in the data, or make it one of those (first line: import 'server-only').`;
  },
  ({ from, to, target }) => {
    if (!to.specifier.startsWith('.') || from.path.endsWith('.mjs')) return null;
    const [here, there] = [placeOf(from.path), placeOf(target)];
    const isSameFolder = here.name === there.name || here.kind === 'app' || here.kind === 'e2e';
    if (here.kind === there.kind && isSameFolder) return null;
    return `write "@/${target.replace(/\.tsx?$/, '')}": a relative import stays inside its own folder.`;
  },
];

export function findImportFaults(sources: readonly Source[]): string[] {
  const edges = edgesOf(sources);
  const faults = edges.flatMap((edge) =>
    edgeRules.flatMap((rule) => {
      const advice = rule(edge);
      return advice === null ? [] : [`${edge.from.path}: imports ${edge.target}, but ${advice}`];
    }),
  );
  return [...faults, ...findAuthFaults(sources), ...findCycles(sources)];
}

function edgesOf(sources: readonly Source[]): Edge[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  return sources.flatMap((from) =>
    from.imports.flatMap((to) =>
      to.target === null ? [] : [{ from, to, target: to.target, targetSource: byPath.get(to.target) }],
    ),
  );
}

function findAuthFaults(sources: readonly Source[]): string[] {
  return sources
    .filter((source) => !/^(?:lib\/auth|e2e)\//.test(source.path))
    .filter((source) => source.imports.some(({ specifier }) => /^next-auth(?!\/react$)/.test(specifier)))
    .map(
      (source) =>
        `${source.path}: only lib/auth imports next-auth's server side. Ask lib/auth for the actor.`,
    );
}
