import 'server-only';

import { findKeptSecrets, keepSecret } from '@/lib/auth/secret';

import { refusal } from './outcome';

/** Throws a refusal when the data folder has a secret that differs from the backup's: replaced, it would be lost. */
export function assertSecretsFit(secrets: Record<string, string>, dataDir: string): void {
  const kept = findKeptSecrets(dataDir);
  const other = Object.keys(secrets).find((name) => kept[name] !== undefined && kept[name] !== secrets[name]);
  if (other === undefined) return;
  throw refusal(
    `the data folder ${dataDir} has another ${other} than the backup.`,
    'Name an empty data folder with DATA_DIR, or move that file away.',
  );
}

/** Puts the secrets of a backup where a start looks for them. */
export function keepSecrets(secrets: Record<string, string>, dataDir: string): void {
  for (const [name, value] of Object.entries(secrets)) keepSecret(dataDir, name, value);
}

/** What whoever keeps the backup has to know of its secrets, as a sentence. */
export function describeSecrets(hasSecret: boolean, isGiven: boolean): string {
  if (isGiven)
    return 'SECRET comes from the environment and is not in the file: keep it too, page cursors and sign-ins need the same one.';
  if (hasSecret)
    return 'The secret of the data folder is in it too, so that page cursors and sign-ins outlive a restore.';
  return 'The data folder of this machine has no secret: keep the one of the server too, page cursors and sign-ins need the same one.';
}
