import 'server-only';

import { createServer } from 'node:http';

import { isReady } from '@/lib/db/ready';
import { env } from '@/lib/env';
import { answerMetrics } from '@/lib/telemetry/answer-metrics';
import type { MetricsAnswer } from '@/lib/telemetry/answer-metrics';

const headersTimeoutMs = 10_000;

function asJson(status: number, body: object): MetricsAnswer {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { status, headers, body: JSON.stringify(body) };
}

async function answer(path: string, authorization: string | undefined): Promise<MetricsAnswer> {
  if (path === '/metrics') return answerMetrics(authorization);
  if (path === '/healthz') return asJson(200, { status: 'ok' });
  if (path !== '/readyz') return asJson(404, { status: 'nothing at this path' });
  const { ready, reason } = await isReady();
  return ready ? asJson(200, { status: 'ready' }) : asJson(503, { status: 'not_ready', reason });
}

/** Answers supervisors and Prometheus at WORKER_PORT, where it is set. Returns how to stop; throws a sentence when the port is taken. */
export async function listenOnWorkerPort(): Promise<() => void> {
  const { WORKER_PORT: port, HOST: host } = env();
  if (port === undefined) return () => undefined;
  const server = createServer({ headersTimeout: headersTimeoutMs, requestTimeout: headersTimeoutMs });
  server.on('request', (request, response) => {
    const path = (request.url ?? '').replace(/\?.*$/, '');
    void answer(request.method === 'GET' ? path : '', request.headers.authorization).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ message }) => {
      reject(new Error(`The worker cannot start: it cannot listen at WORKER_PORT ${port}: ${message}.`));
    });
    server.listen(port, host, resolve);
  });
  return () => void server.close();
}
