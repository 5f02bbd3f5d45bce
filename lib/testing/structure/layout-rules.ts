import { domains, isTest, maxReadmeLines, placeOf, roleOf, rootNames } from './layout';
import { countLines, type Source } from './source';

export function findRootFaults(names: readonly string[]): string[] {
  return names
    .filter((name) => !rootNames.has(name))
    .map(
      (name) =>
        `${name}: does not belong at the root. Put code into app, components, lib, prisma or e2e; if a tool insists on finding it at the root, add it to rootNames in lib/testing/structure/layout.ts; if it is made by a tool, add it to .gitignore.`,
    );
}

export function findPathFaults(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (/(?:^|\/)(?:utils?|helpers?|misc|types)(?:\/|\.[a-z.]+$)/.test(path)) {
      return [
        `${path}: the name says nothing about what is inside. Name the file after its one concept, and put a type beside what it describes.`,
      ];
    }
    if (placeOf(path).kind !== 'unknown-lib') return [];
    return [
      `${path}: lib has no such folder. Put it into the domain that owns it; a new domain is added to its place in the order in lib/testing/structure/layout.ts.`,
    ];
  });
}

export function findDomainFaults(paths: readonly string[], sources: readonly Source[]): string[] {
  const serverOnly = new Set(sources.filter((source) => source.isServerOnly).map((source) => source.path));
  const inDomains = paths.filter((path) => placeOf(path).kind === 'domain');
  return inDomains
    .filter((path) => path.split('/').length !== 3 || !roleOf(path, { isServerOnly: serverOnly.has(path) }))
    .map(
      (path) =>
        `${path}: a domain holds schema.ts, policy.ts, read.ts, internal.ts, queries.ts, README.md, one file a verb, one file a pure concept, and tests beside them, with no folders inside and names in kebab-case. Rename it to one of these, or move it to the platform folder it belongs to.`,
    );
}

export function findReadmeFaults(files: ReadonlyMap<string, string>): string[] {
  const inhabited = domains.filter((name) =>
    [...files.keys()].some((path) => path.startsWith(`lib/${name}/`)),
  );
  return inhabited.flatMap((name) => {
    const path = `lib/${name}/README.md`;
    const text = files.get(path);
    if (text === undefined) {
      return [`${path}: is missing. Say in it what the domain owns, its invariants, and who may import it.`];
    }
    const lineCount = countLines(text);
    if (lineCount <= maxReadmeLines) return [];
    return [
      `${path}: has ${lineCount} lines, at most ${maxReadmeLines} are read. Keep what the domain owns, its invariants and who may import it.`,
    ];
  });
}

export function findBarrelFaults(sources: readonly Source[]): string[] {
  return sources
    .filter((source) => source.isBarrel && !source.path.startsWith('app/'))
    .map(
      (source) =>
        `${source.path}: only hands on other files' exports. Delete it and import from those files.`,
    );
}

export function findVerbFaults(sources: readonly Source[]): string[] {
  const verbs = sources.filter(
    (source) =>
      placeOf(source.path).kind === 'domain' &&
      !isTest(source.path) &&
      roleOf(source.path, source) === 'verb',
  );
  return verbs.flatMap(({ path, exportedFunctions: [name, ...others] }) => {
    const verb = camelCase(path.replace(/^.*\//, '').replace(/\.ts$/, ''));
    if (name?.startsWith(verb) && others.length === 0) return [];
    const found = name ? `exports ${[name, ...others].join(', ')}` : 'exports no function';
    return [
      `${path}: ${found}. A server-only file in a domain is one command: export one function whose name begins with "${verb}". Reads go to read.ts, fetch-or-throw helpers to internal.ts, pure logic to a file without server-only.`,
    ];
  });
}

export function findDirectiveFaults(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    if (/^\s*['"]use server['"]/m.test(text)) {
      return [`${path}: server actions are a second transport. Make a route handler under /v1 and call it.`];
    }
    if (/^app\/.*\b(?:page|layout)\.tsx$/.test(path) && /^['"]use client['"]/.test(text)) {
      return [
        `${path}: pages and layouts render on the server. Move what needs the browser into a leaf in components.`,
      ];
    }
    return [];
  });
}

function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
