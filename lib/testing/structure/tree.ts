import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folders = ['app', 'components', 'lib', 'prisma', 'e2e'];
const rootTexts = /^(?:README\.md|CHANGELOG\.md|CONTRIBUTING\.md|SECURITY\.md|[^.]+\.ts|.*\.mjs)$/;
const texts = /\.(?:tsx?|mjs|css|md|prisma|sql)$/;
const generated = 'lib/db/generated';

/** Reads the working tree as the structure checks want it, without what .gitignore names at the root. */
export function readTree(root: string): { rootNames: string[]; files: Map<string, string> } {
  const isIgnored = readIgnored(root);
  const rootNames = readdirSync(root).filter((name) => !isIgnored(name));
  const paths = [
    ...rootNames.filter((name) => rootTexts.test(name)),
    ...folders.filter((name) => rootNames.includes(name)).flatMap((folder) => listFiles(root, folder)),
  ];
  return { rootNames, files: new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')])) };
}

function listFiles(root: string, folder: string): string[] {
  if (folder === generated) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return listFiles(root, path);
    return texts.test(entry.name) ? [path] : [];
  });
}

/** Understands the forms that our .gitignore uses at the root: `/name`, a bare name, and `*`. */
function readIgnored(root: string): (name: string) => boolean {
  const patterns = readFileSync(join(root, '.gitignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('!') && !line.startsWith('#'))
    .map((line) => line.replace(/^\//, '').replaceAll('.', '\\.').replaceAll('*', '.*'));
  const ignored = new RegExp(`^(?:${patterns.join('|')})$`);
  return (name) => ignored.test(name) && name !== '.env.example';
}
