import 'server-only';

import { timingSafeEqual } from 'node:crypto';

import { hashSecret } from '@/lib/auth/secret';
import { env } from '@/lib/env';

import { expositionType, formatExposition } from './exposition';
import { collectMetrics } from './metrics';

export type MetricsAnswer = { status: number; headers: Record<string, string>; body: string };

const plain = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };

/** Hashes are as long as each other, so that the comparison takes as long whatever was sent. */
function isKey(authorization: string | null | undefined, key: string): boolean {
  const sent = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(hashSecret(sent), hashSecret(key));
}

/** What this process answers at `/metrics`: 404 without METRICS_KEY, 401 without that key as a bearer token. */
export async function answerMetrics(authorization: string | null | undefined): Promise<MetricsAnswer> {
  const { METRICS_KEY: key } = env();
  if (key === undefined) return { status: 404, headers: plain, body: 'There is nothing at this path.\n' };
  if (!isKey(authorization, key)) {
    const headers = { ...plain, 'www-authenticate': 'Bearer' };
    return { status: 401, headers, body: 'The key for metrics is missing or wrong.\n' };
  }
  const body = formatExposition(await collectMetrics());
  return { status: 200, headers: { ...plain, 'content-type': expositionType }, body };
}
