import { parse } from 'yaml';
import { z } from 'zod';

const variables = z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string());
const duration = z.string().regex(/^\d+(?:ms|s|m|h)$/);

const healthCheck = z.strictObject({
  // In the form without a shell, which the images need not have.
  test: z.array(z.string()).refine((words) => words[0] === 'CMD' && words.length > 1, 'must begin with CMD'),
  interval: duration,
  timeout: duration,
  retries: z.int(),
  start_period: duration.optional(),
});

/** Of the Compose specification what is used here, spelled exactly: whatever else a file says would be passed over or refused. */
const service = z.strictObject({
  image: z.string().regex(/^[a-z0-9./-]+(?::[\w.-]+)?$/),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string().startsWith('/')).optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  stop_grace_period: duration.optional(),
  environment: variables,
  ports: z.array(z.string().regex(/^(?:127\.0\.0\.1:)?(?:\d+|\$\{\w+:-\d+\}):\d+$/)).optional(),
  volumes: z.array(z.string().regex(/^[a-z]+:\/[\w/]+$/)).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).optional(),
  healthcheck: healthCheck.optional(),
});

const compose = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/),
  services: z.record(z.string().regex(/^[a-z]+$/), service),
  volumes: z.record(z.string(), z.null()),
});

export type Compose = z.output<typeof compose>;
export type ComposeService = Compose['services'][string];

/** Reads a compose file with its merges; throws on anything that is not spelled as the specification has it. */
export function readCompose(text: string): Compose {
  const document = parse(text, { merge: true }) as Record<string, unknown>;
  const own = Object.entries(document).filter(([name]) => !name.startsWith('x-'));
  return compose.parse(Object.fromEntries(own));
}

/** The variables that a file takes from its surroundings, with what they are when those have none; null where it insists on one. */
export function findVariables(text: string): Map<string, string | null> {
  const found = [...text.matchAll(/\$\{(\w+):([-?])([^}]*)\}/g)];
  return new Map(found.map(([, name = '', how, value = '']) => [name, how === '-' ? value : null]));
}
