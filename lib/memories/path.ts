import { z } from 'zod';

import { findPathProblem, maxPathBytes, maxPathChars, maxPathSegments, pathPattern } from './path-problem';
import type { PathProblem } from './path-problem';

const apiWords: Record<PathProblem, string> = {
  not_unicode: 'path: is not valid Unicode (lone surrogate)',
  too_short: 'path: minimum string length is 2',
  too_many_characters: `path: maximum string length is ${maxPathChars}`,
  bad_shape: `path: does not match regex pattern \`${pathPattern}\``,
  too_many_bytes: `path must be at most ${maxPathBytes} bytes`,
  too_deep: `path must be at most ${maxPathSegments} segments deep`,
  dot_segment: 'path must not contain . or .. segments',
  hidden_characters: 'path must not contain control or format characters',
  not_normalized: 'path must be NFC-normalized',
};

const prefixPattern = '^(/([^/\\x00]+/)*)?$';

/** What is wrong with a path, in the words of the memory-store API; null when nothing is. */
export function findPathFault(path: string): string | null {
  const problem = findPathProblem(path);
  return problem === null ? null : apiWords[problem];
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
