import { builtinModules } from 'node:module';

import { isComposition, placeOf, roleOf } from './layout';
import type { Import, Source } from './source';

const serverPackages =
  /^(?:node:.*|pg|pg-boss|pino|@electric-sql\/.*|@prisma\/.*|pglite-prisma-adapter|@node-rs\/.*|next\/headers)$/;

export function findServerFaults(sources: readonly Source[]): string[] {
  const serverOnly = new Set(sources.filter((source) => source.isServerOnly).map((source) => source.path));
  return sources
    .filter(({ path }) => /^lib\/.*\.tsx?$/.test(path) && !isComposition(path))
    .flatMap((source) => [...findMarkFaults(source, serverOnly), ...findPurityFaults(source)]);
}

function findMarkFaults(source: Source, serverOnly: ReadonlySet<string>): string[] {
  const role = placeOf(source.path).kind === 'domain' ? roleOf(source.path, source) : null;
  if (source.isServerOnly) {
    if (role !== 'schema' && role !== 'policy' && role !== 'queries') return [];
    return [
      `${source.path}: must be usable in the browser. Take the server's part out of it, with import 'server-only'.`,
    ];
  }
  const reason = findServerReason(source, serverOnly);
  if (reason === null && role !== 'read' && role !== 'internal') return [];
  return [
    `${source.path}: ${reason ?? `is a domain's ${role}`}, so its first line must be: import 'server-only'; or, if the browser needs this file, it must do without.`,
  ];
}

function findServerReason(source: Source, serverOnly: ReadonlySet<string>): string | null {
  if (source.path.startsWith('lib/db/')) return 'belongs to the database';
  const isServer = ({ specifier, target, isTypeOnly }: Import): boolean => {
    if (isTypeOnly) return false;
    if (target === null) return serverPackages.test(specifier) || builtinModules.includes(specifier);
    return target.startsWith('lib/db') || serverOnly.has(target);
  };
  const found = source.imports.find(isServer);
  return found ? `imports "${found.specifier}", which works on the server only` : null;
}

function findPurityFaults(source: Source): string[] {
  if (placeOf(source.path).kind !== 'domain') return [];
  const role = roleOf(source.path, source);
  if (role !== 'schema' && role !== 'policy' && role !== 'concept') return [];
  const impurity =
    /\b(?:Date\.now\(|new Date\(\)|performance\.now\(|Math\.random\(|fetch\(|crypto\.getRandomValues\()/.exec(
      source.text,
    );
  if (!impurity) return [];
  return [
    `${source.path}: calls ${impurity[0].replace(/\($/, '')}, but pure logic has no clock, chance or network. Take the value as an argument.`,
  ];
}
