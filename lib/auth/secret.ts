import 'server-only';

import { createHash, hkdfSync, randomBytes, randomInt } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { env } from '@/lib/env';

const prefixes = {
  api_key: 'plk_',
  session_token: 'plst_',
  invitation: 'plin_',
  password_reset: 'plpr_',
} as const;

/** A new bearer secret of 256 random bits. Shown once; only its SHA-256 is kept. */
export function newSecret(kind: keyof typeof prefixes): string {
  return prefixes[kind] + randomBytes(32).toString('base64url');
}

/** Secrets are random and long, so one round of SHA-256 is enough: there is nothing to guess. */
export function hashSecret(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(secret).digest());
}

/** The end of a secret, by which a person recognises it. */
export function hintOf(secret: string): string {
  return secret.slice(-4);
}

/** Everything that is made once and kept in the data folder beside the embedded database. */
const keptFiles = { secret: 'secret', demoKey: 'demo-api-key', demoPassword: 'demo-password' };

/** What a data folder keeps, by the file's name. Nothing is made. */
export function findKeptSecrets(dataDir: string): Record<string, string> {
  const found = Object.values(keptFiles).filter((name) => existsSync(path.join(dataDir, name)));
  return Object.fromEntries(found.map((name) => [name, readFileSync(path.join(dataDir, name), 'utf8')]));
}

/** Keeps a secret that another data folder kept, unless there is one already. */
export function keepSecret(dataDir: string, name: string, value: string): void {
  if (!Object.values(keptFiles).includes(name)) throw new Error(`No data folder keeps a file ${name}.`);
  mkdirSync(dataDir, { recursive: true });
  const file = path.join(dataDir, name);
  if (!existsSync(file)) writeFileSync(file, value, { mode: 0o600, flush: true });
}

/** Written beside and linked into place, so that of two first starts one wins and both read the same value. */
function readOrMakeFile(name: string, make: () => string): string {
  const file = path.join(env().DATA_DIR, name);
  mkdirSync(env().DATA_DIR, { recursive: true });
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, make(), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, 'utf8');
}

let instanceSecret: string | undefined;

/** A secret of this installation, from SECRET or made once and kept in the data folder. */
function getInstanceSecret(): string {
  instanceSecret ??=
    env().SECRET ?? readOrMakeFile(keptFiles.secret, () => randomBytes(32).toString('base64url'));
  return instanceSecret;
}

/** A 256-bit key for one purpose, derived with HKDF-SHA256 (RFC 5869). */
export function deriveKey(purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', getInstanceSecret(), '', `palimpsest ${purpose}`, 32));
}

/** The demonstration's own key: made once, kept readable for its owner in the data folder. */
export function getDemoKey(): string {
  return readOrMakeFile(keptFiles.demoKey, () => newSecret('api_key'));
}

/** Without letters and digits that look alike: people type this one. */
const typeable = 'abcdefghjkmnpqrstuvwxyz23456789';

/** 79 random bits in four groups of four. */
function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => typeable[randomInt(typeable.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

/** The password of the demonstration's people: made once, kept readable for its owner in the data folder. */
export function getDemoPassword(): string {
  return readOrMakeFile(keptFiles.demoPassword, newPassword);
}
