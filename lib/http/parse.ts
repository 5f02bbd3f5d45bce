import type { z } from 'zod';

import { invalidRequest } from '@/lib/errors/app-error';

type Issue = z.core.$ZodIssue;

function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function describeType(issue: Issue & { code: 'invalid_type' }): string {
  const name = issue.path.join('.') || 'body';
  if (issue.input === undefined) return `${name}: Field required`;
  if (issue.input === null) return `${name}: value is required`;
  return `${name}: expected ${issue.expected}`;
}

/** Words one complaint the way the memory-store API does, so that clients which match on messages keep working. */
function describeIssue(issue: Issue): string {
  const name = issue.path.join('.') || 'body';
  switch (issue.code) {
    case 'invalid_type':
      return describeType(issue);
    case 'too_small':
      return issue.origin === 'string'
        ? `${name}: minimum string length is ${issue.minimum}`
        : `${name}: must be at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string'
        ? `${name}: maximum string length is ${issue.maximum}`
        : `${name}: must be at most ${issue.maximum}`;
    case 'unrecognized_keys':
      return `${[...issue.path, issue.keys[0]].join('.')}: Extra inputs are not permitted`;
    case 'invalid_value':
      return `Failed to parse request: ${name}: ${quote(issue.input)} is not a valid value; expected one of ${issue.values.map(String).toSorted().join(', ')}`;
    case 'invalid_union':
      return `${name}: is not one of the accepted shapes`;
    case 'custom':
      // A message of our own says it all, or begins with a colon and wants the field's name in front.
      return issue.message.startsWith(':') ? `${name}${issue.message}` : issue.message;
    default:
      return `${name}: ${issue.message}`;
  }
}

/** The parsed value; throws `invalid_request` with the first complaint. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalidRequest(issue ? describeIssue(issue) : 'the request could not be read');
}

/** Search parameters as an object: `name[]` collects into an array, of other repeated names the last one counts. */
export function collectQuery(search: URLSearchParams): Record<string, string | string[]> {
  const collected = new Map<string, string | string[]>();
  for (const [name, value] of search) {
    if (!name.endsWith('[]')) {
      collected.set(name, value);
      continue;
    }
    const values = collected.get(name);
    collected.set(name, Array.isArray(values) ? [...values, value] : [value]);
  }
  return Object.fromEntries(collected);
}
