import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

type Rule = { isKept: boolean; pattern: RegExp };

function toPattern(glob: string): RegExp {
  const source = glob
    .split('/')
    .map((part) =>
      part === '**' ? '**' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*'),
    )
    .join('/')
    .replaceAll('**/', '(?:.*/)?')
    .replaceAll('**', '.*');
  return new RegExp(`^${source}$`);
}

/** Whether an engine leaves a path out of what it is sent: the last rule that fits it, or a folder that it is in, decides. */
export function readDockerignore(text: string): (path: string) => boolean {
  const rules = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): Rule => ({ isKept: line.startsWith('!'), pattern: toPattern(line.replace(/^!/, '')) }));
  return (path) => {
    const parts = path.split('/');
    const folders = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
    const last = rules.findLast(({ pattern }) => folders.some((folder) => pattern.test(folder)));
    return last ? !last.isKept : false;
  };
}

/** Copies what is not left out. A folder that is left out as a whole is not looked into: nothing here is kept inside of one. */
export function copyContext(root: string, target: string, isIgnored: (path: string) => boolean): void {
  for (const name of readdirSync(root)) {
    if (isIgnored(name)) continue;
    const filter = (source: string) => !isIgnored(source.slice(root.length + 1));
    cpSync(join(root, name), join(target, name), { recursive: true, filter });
  }
}
