export const maxPathChars = 1024;
export const maxPathBytes = 1024;
export const maxPathSegments = 20;

export const pathPattern = '^(/[^/\\x00]+)+$';
const hiddenCharacters = /[\p{Cc}\p{Cf}\u2028\u2029]/u;

export type PathProblem =
  | 'not_unicode'
  | 'too_short'
  | 'too_many_characters'
  | 'bad_shape'
  | 'too_many_bytes'
  | 'too_deep'
  | 'dot_segment'
  | 'hidden_characters'
  | 'not_normalized';

/** The first thing that is wrong with a path; null when nothing is. */
export function findPathProblem(path: string): PathProblem | null {
  const segments = path.split('/').slice(1);
  if (!path.isWellFormed()) return 'not_unicode';
  if ([...path].length < 2) return 'too_short';
  if ([...path].length > maxPathChars) return 'too_many_characters';
  if (!new RegExp(pathPattern).test(path)) return 'bad_shape';
  if (new TextEncoder().encode(path).length > maxPathBytes) return 'too_many_bytes';
  if (segments.length > maxPathSegments) return 'too_deep';
  if (segments.some((segment) => segment === '.' || segment === '..')) return 'dot_segment';
  if (hiddenCharacters.test(path)) return 'hidden_characters';
  return path.normalize('NFC') === path ? null : 'not_normalized';
}
