import { findPathProblem, maxPathBytes, maxPathChars, maxPathSegments } from '@/lib/memories/path-problem';
import type { PathProblem } from '@/lib/memories/path-problem';

const words: Record<PathProblem, string> = {
  not_unicode: 'Half a character is in it: type it anew.',
  too_short: 'A path begins with a slash and has a name after it, such as /notes/plan.md.',
  too_many_characters: `A path has at most ${maxPathChars} characters.`,
  bad_shape: 'A path begins with a slash, has a name between any two, and none at the end: /notes/plan.md.',
  too_many_bytes: `A path has at most ${maxPathBytes} bytes.`,
  too_deep: `A path has at most ${maxPathSegments} parts.`,
  dot_segment: 'No part of a path may be . or only two dots.',
  hidden_characters: 'An invisible character is in it, which a path must not have.',
  not_normalized: 'An accent in it is written apart from its letter: type it anew.',
};

/** What is wrong with a path, for whoever types it; null when nothing is. */
export function explainPath(path: string): string | null {
  const problem = findPathProblem(path);
  return problem && words[problem];
}
