import { z } from 'zod';

export const maxPathChars = 1024;
export const maxPathBytes = 1024;
export const maxPathSegments = 20;

const pathPattern = '^(/[^/\\x00]+)+$';
const prefixPattern = '^(/([^/\\x00]+/)*)?$';
const hiddenCharacters = /[\p{Cc}\p{Cf}\u2028\u2029]/u;

/** What is wrong with a path, in the words of the memory-store API; null when nothing is. */
export function findPathFault(path: string): string | null {
  const segments = path.split('/').slice(1);
  if (!path.isWellFormed()) return 'path: is not valid Unicode (lone surrogate)';
  if ([...path].length < 2) return 'path: minimum string length is 2';
  if ([...path].length > maxPathChars) return `path: maximum string length is ${maxPathChars}`;
  if (!new RegExp(pathPattern).test(path)) return `path: does not match regex pattern \`${pathPattern}\``;
  if (Buffer.byteLength(path) > maxPathBytes) return `path must be at most ${maxPathBytes} bytes`;
  if (segments.length > maxPathSegments) return `path must be at most ${maxPathSegments} segments deep`;
  if (segments.some((segment) => segment === '.' || segment === '..')) {
    return 'path must not contain . or .. segments';
  }
  if (hiddenCharacters.test(path)) return 'path must not contain control or format characters';
  if (path.normalize('NFC') !== path) return 'path must be NFC-normalized';
  return null;
}

export const memoryPath = z.string().superRefine((path, context) => {
  const fault = findPathFault(path);
  if (fault !== null) context.addIssue({ code: 'custom', message: fault });
});

export const pathPrefix = z
  .string()
  .refine((prefix) => prefix.isWellFormed() && new RegExp(prefixPattern).test(prefix), {
    error: `path_prefix: does not match regex pattern \`${prefixPattern}\``,
  })
  .transform((prefix) => (prefix === '' ? '/' : prefix));

/** The folders that a path implies: `/a/b/c` has `/a` and `/a/b`. A memory at one of them would be file and folder at once. */
export function ancestorsOf(path: string): string[] {
  const segments = path.split('/').slice(1, -1);
  return segments.map((_, index) => `/${segments.slice(0, index + 1).join('/')}`);
}

/** In byte order, everything below a prefix that ends in `/` lies from the prefix up to this: `0` follows `/`. */
export function endOfPrefix(prefix: string): string {
  return `${prefix.slice(0, -1)}0`;
}
