import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';
import { parseAst } from 'vitest/node';

const root = fileURLToPath(new URL('../..', import.meta.url));
const levels = new Set(['trace', 'debug', 'info', 'warn', 'error', 'fatal']);

type Node = { type: string } & Record<string, unknown>;
type Line = { message: string; level: string; fields: string[] };

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of Object.values(node).flat()) if (isNode(child)) yield* walk(child);
}

function nameOf(value: unknown): string {
  if (!isNode(value)) return '';
  return typeof value['name'] === 'string' ? value['name'] : nameOf(value['callee']);
}

/** The level of a call of the logger, or of the front door's way to it; null for any other call. */
function levelOf({ type, callee }: Node): string | null {
  if (type !== 'CallExpression' || !isNode(callee)) return null;
  if (nameOf(callee) === 'logFailure') return 'error';
  const level = nameOf(callee['property']);
  return callee.type === 'MemberExpression' && levels.has(level) && nameOf(callee['object']) === 'logger'
    ? level
    : null;
}

function fieldsOf(value: unknown): string[] {
  if (!isNode(value) || value.type !== 'ObjectExpression') return [];
  const properties = value['properties'] as Node[];
  return properties.filter(({ type }) => type === 'Property').map(({ key }) => nameOf(key));
}

function linesOf(file: string): Line[] {
  const program: unknown = parseAst(readFileSync(join(root, file), 'utf8'), { lang: 'ts' });
  return [...walk(program as Node)].flatMap((node) => {
    const level = levelOf(node);
    if (level === null) return [];
    const args = node['arguments'] as Node[];
    const message = args.at(-1)?.['value'];
    // The front door's way hands on what its callers say.
    if (file === 'lib/cli/serve/log.mjs') return [];
    if (typeof message !== 'string') throw new Error(`${file} logs a message that is made up as it goes.`);
    return [{ message, level, fields: fieldsOf(args[0]) }];
  });
}

function findFiles(): string[] {
  return ['lib', 'app'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|mjs)$/.test(name) && !/\.test\.ts$|^testing\/|^db\/generated\//.test(name))
      .map((name) => `${folder}/${name}`),
  );
}

function readInventory(): Map<string, { level: string; fields: string }> {
  const text = readFileSync(join(root, 'lib/logger/README.md'), 'utf8');
  const rows = text.matchAll(/^\| `([^`]+)` +\| (\w+) +\| ([^|]*)\|/gm);
  return new Map([...rows].map(([, message = '', level = '', fields = '']) => [message, { level, fields }]));
}

test('the inventory holds every message that the code logs, with its level and fields, and no other', () => {
  const lines = findFiles().flatMap(linesOf);
  const inventory = readInventory();
  expect([...new Set(lines.map(({ message }) => message))].toSorted()).toEqual(
    [...inventory.keys()].toSorted(),
  );
  for (const { message, level, fields } of lines) {
    const row = inventory.get(message)!;
    expect(row.level, message).toBe(level);
    for (const field of fields) expect(row.fields, message).toMatch(new RegExp(`\`${field}\`|the same`));
  }
});
