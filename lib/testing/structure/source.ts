import { dirname, join } from 'node:path/posix';

import { parseAst } from 'vitest/node';

export type Import = { specifier: string; target: string | null; isTypeOnly: boolean };

export type Source = {
  path: string;
  text: string;
  lineCount: number;
  isServerOnly: boolean;
  imports: Import[];
  /** Names of the functions that the file exports. */
  exportedFunctions: string[];
  functions: { name: string; lineCount: number }[];
  /** Whether the file does nothing but hand on what other files export. */
  isBarrel: boolean;
};

type Node = { type: string; start: number; end: number } & Record<string, unknown>;

const extensions = ['', '.ts', '.tsx', '.mjs', '/index.ts', '/index.tsx'];

export function isCode(path: string): boolean {
  return /\.(?:tsx?|mjs)$/.test(path) && !path.endsWith('.d.ts');
}

export function readSources(files: ReadonlyMap<string, string>): Source[] {
  return [...files].filter(([path]) => isCode(path)).map(([path, text]) => readSource({ path, text, files }));
}

export function countLines(text: string): number {
  return text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
}

function readSource({
  path,
  text,
  files,
}: {
  path: string;
  text: string;
  files: ReadonlyMap<string, string>;
}): Source {
  const program = parse(path, text);
  const nodes = [...walk(program)];
  const body = children(program).filter((node) => node.type !== 'EmptyStatement');
  return {
    path,
    text,
    lineCount: countLines(text),
    isServerOnly: text.startsWith(`import 'server-only';`),
    imports: nodes
      .flatMap(importOf)
      .map((found) => ({ ...found, target: resolve(path, found.specifier, files) })),
    exportedFunctions: body.flatMap(exportedFunctionsOf),
    functions: nodes
      .filter(isFunction)
      .map((node) => ({ name: nameOf(node), lineCount: linesOf(node, text) })),
    isBarrel: body.length > 0 && body.every((node) => node.type.startsWith('Export') && isNode(node.source)),
  };
}

function parse(path: string, text: string): Node {
  const program: unknown = parseAst(text, { lang: path.endsWith('.ts') ? 'ts' : 'tsx' });
  if (!isNode(program)) throw new Error(`${path} has no syntax tree.`);
  return program;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function children(node: Node): Node[] {
  return Object.values(node).flat().filter(isNode);
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of children(node)) yield* walk(child);
}

function importOf(node: Node): Omit<Import, 'target'>[] {
  const isStatic = /^(?:ImportDeclaration|ExportNamedDeclaration|ExportAllDeclaration)$/.test(node.type);
  if (!isStatic && node.type !== 'ImportExpression') return [];
  if (!isNode(node.source) || typeof node.source.value !== 'string') return [];
  const names = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : [];
  const areAllTypes =
    names.length > 0 && names.every((name) => name.importKind === 'type' || name.exportKind === 'type');
  const isTypeOnly = node.importKind === 'type' || node.exportKind === 'type' || areAllTypes;
  return [{ specifier: node.source.value, isTypeOnly }];
}

function exportedFunctionsOf(node: Node): string[] {
  if (node.type !== 'ExportNamedDeclaration' || !isNode(node.declaration)) return [];
  const { declaration } = node;
  if (declaration.type === 'FunctionDeclaration') return [nameOf(declaration)];
  if (declaration.type !== 'VariableDeclaration') return [];
  return children(declaration)
    .filter((variable) => isNode(variable.init) && isFunction(variable.init))
    .map(nameOf);
}

function isFunction(node: Node): boolean {
  return (
    /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type) &&
    isNode(node.body)
  );
}

function nameOf(node: Node): string {
  return isNode(node.id) && typeof node.id.name === 'string' ? node.id.name : 'a nameless function';
}

function linesOf(node: Node, text: string): number {
  return countLines(text.slice(node.start, node.end));
}

/** The file that a specifier names, or the path it would have where that file is generated; null for a package. */
function resolve(from: string, specifier: string, files: ReadonlyMap<string, string>): string | null {
  const isLocal = specifier.startsWith('.') || specifier.startsWith('@/');
  if (!isLocal) return null;
  const base = specifier.startsWith('@/') ? specifier.slice(2) : join(dirname(from), specifier);
  return extensions.map((extension) => base + extension).find((path) => files.has(path)) ?? base;
}
