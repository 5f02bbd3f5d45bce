import 'server-only';

import path from 'node:path';

import { z } from 'zod';

const flag = (fallback: boolean) =>
  z
    .enum(['0', '1'], { error: 'must be 0 or 1' })
    .optional()
    .transform((value) => (value === undefined ? fallback : value === '1'));

const count = (fallback: number, minimum = 1) =>
  z.coerce
    .number({ error: 'must be a whole number' })
    .int('must be a whole number')
    .min(minimum, `must be at least ${minimum}`)
    .max(1_000_000_000, 'must be at most 1,000,000,000')
    .default(fallback);

const share = z.coerce
  .number({ error: 'must be a number from 0 to 1' })
  .min(0, 'must be a number from 0 to 1')
  .max(1, 'must be a number from 0 to 1');

const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
  .optional();

const ownHosts = ['127.0.0.1', '::1', 'localhost'];

/** Plain http never leaves the machine where the provider runs on it too, as in a test. */
function isSafeIssuer(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'https:' || (protocol === 'http:' && ownHosts.includes(hostname.replace(/[[\]]/g, '')));
}

const schema = z
  .object({
    DATABASE_URL: postgresUrl,
    DATABASE_ADMIN_URL: postgresUrl,
    DATABASE_POOL_SIZE: count(16, 2),
    DATA_DIR: z.string().min(1).default('./.data'),
    HOST: z.string().min(1).default('127.0.0.1'),
    PORT: count(3000).pipe(z.number().max(65_535, 'must be a port, 1 to 65535')),
    PUBLIC_URL: z.url('must be a URL such as https://memory.example.org').optional(),
    TRUSTED_PROXIES: count(0, 0),
    ALLOW_INSECURE_HTTP: flag(false),
    SECRET: z.string().min(32, 'must be 32 characters or more').optional(),
    INIT_WORKSPACE: z.string().min(1).max(255).optional(),
    INIT_OWNER_EMAIL: z.email('must be an e-mail address').optional(),
    INIT_OWNER_PASSWORD: z.string().min(12, 'must be 12 characters or more').optional(),
    INIT_API_KEY: z.string().min(32, 'must be 32 characters or more').optional(),
    OIDC_ISSUER: z.url('must be a URL such as https://login.example.org').optional(),
    OIDC_CLIENT_ID: z.string().min(1).max(512).optional(),
    OIDC_CLIENT_SECRET: z.string().min(1).max(4096).optional(),
    OIDC_NAME: z.string().min(1).max(64).default('single sign-on'),
    SEED_DEMO: flag(true),
    RUN_WORKER: flag(true),
    WORKER_PORT: z.coerce
      .number({ error: 'must be a port, 1 to 65535' })
      .int('must be a port, 1 to 65535')
      .min(1, 'must be a port, 1 to 65535')
      .max(65_535, 'must be a port, 1 to 65535')
      .optional(),
    METRICS_KEY: z.string().min(32, 'must be 32 characters or more').optional(),
    OTEL_EXPORTER_OTLP_ENDPOINT: z
      .url({ protocol: /^https?$/, error: 'must be a URL such as http://127.0.0.1:4318' })
      .optional(),
    OTEL_SERVICE_NAME: z.string().min(1).default('palimpsest'),
    OTEL_TRACES_SAMPLER_ARG: share.default(1),
    WEBHOOKS_ALLOW_PRIVATE: flag(false),
    LIMIT_MEMORIES_PER_STORE: count(10_000),
    LIMIT_STORE_BYTES: count(0, 0),
    LIMIT_STORES_PER_WORKSPACE: count(0, 0),
    LIMIT_IMPORT_BYTES: count(1_000_000_000),
    LIMIT_REQUESTS_PER_MINUTE: count(30_000),
    LIMIT_SEARCHES_PER_MINUTE: count(3_000),
    LIMIT_WORKSPACE_SEARCHES_PER_MINUTE: count(12_000),
    LIMIT_EXPORTS_PER_MINUTE: count(20),
    LIMIT_WORKSPACE_EXPORTS_PER_MINUTE: count(60),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  })
  .transform((values) => ({ ...values, DATA_DIR: path.resolve(values.DATA_DIR) }))
  .superRefine((values, context) => {
    const isLocal = ownHosts.includes(values.HOST);
    const isSecure = values.PUBLIC_URL?.startsWith('https://') === true;
    if (!isLocal && !isSecure && !values.ALLOW_INSECURE_HTTP) {
      context.addIssue({
        code: 'custom',
        path: ['HOST'],
        message: `is ${values.HOST}, which other machines can reach, but sign-in cookies need https: set PUBLIC_URL to the https address that people use, or ALLOW_INSECURE_HTTP=1 if you accept plain http`,
      });
    }
    if ((values.INIT_OWNER_EMAIL === undefined) !== (values.INIT_OWNER_PASSWORD === undefined)) {
      const message = 'and INIT_OWNER_PASSWORD belong together: give both or neither';
      context.addIssue({ code: 'custom', path: ['INIT_OWNER_EMAIL'], message });
    }
    const given = [values.OIDC_ISSUER, values.OIDC_CLIENT_ID, values.OIDC_CLIENT_SECRET];
    if (given.includes(undefined) && given.some((value) => value !== undefined)) {
      const message = ', OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: give all or none';
      context.addIssue({ code: 'custom', path: ['OIDC_ISSUER'], message });
    }
    if (values.OIDC_ISSUER !== undefined && !isSafeIssuer(values.OIDC_ISSUER)) {
      const message =
        'must be an https address, because whoever can change its answers can sign in as anybody';
      context.addIssue({ code: 'custom', path: ['OIDC_ISSUER'], message });
    }
    if (values.DATABASE_ADMIN_URL !== undefined && values.DATABASE_URL === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['DATABASE_ADMIN_URL'],
        message: 'is set without DATABASE_URL',
      });
    }
  });

export type Env = z.infer<typeof schema>;

/** Reads a whole environment at once; throws one sentence for each value that is wrong. Empty values count as not given. */
export function parseEnv(values: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`);
  throw new Error(`Palimpsest cannot start: ${sentences.join(' ')}`);
}

let current: Env | undefined;

export function env(): Env {
  current ??= parseEnv(process.env);
  return current;
}
