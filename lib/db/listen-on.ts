import 'server-only';

import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';

import type { Listener } from './database';

const firstRetryMs = 250;
const lastRetryMs = 5_000;
/** A peer that vanished without a word is noticed by asking it. */
const askEveryMs = 20_000;
const answerWithinMs = 10_000;

type Listening = {
  channel: string;
  listener: Listener;
  connection: pg.ClientConfig;
  onLoss: (error: Error) => void;
};

/** Resolves once the connection is lost, or is no longer wanted. */
function untilLost(client: pg.Client, { onLoss }: Listening, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const lose = (error: Error) => {
      if (!stop.aborted) onLoss(error);
      end();
    };
    const asking = setInterval(() => void client.query('SELECT 1').catch(lose), askEveryMs).unref();
    const end = () => {
      clearInterval(asking);
      resolve();
    };
    client.on('error', lose);
    client.on('end', end);
    stop.addEventListener('abort', end, { once: true });
  });
}

/** One connection, from its making to its loss. Resolves to whether it heard anything between the two. */
async function hearOnce(listening: Listening, stop: AbortSignal): Promise<boolean> {
  const { channel, listener, connection, onLoss } = listening;
  const client = new pg.Client({
    ...connection,
    keepAlive: true,
    connectionTimeoutMillis: answerWithinMs,
    query_timeout: answerWithinMs,
  });
  // Whatever goes wrong before it hears, the statements themselves say.
  client.on('error', () => undefined);
  client.on('notification', ({ payload }) => listener.hear(payload ?? ''));
  try {
    await client.connect();
    await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
  } catch (error) {
    if (!stop.aborted) onLoss(error as Error);
    client.end().catch(() => undefined);
    return false;
  }
  const lost = untilLost(client, listening, stop);
  listener.catchUp();
  await lost;
  // One that is lost answers no farewell either.
  client.end().catch(() => undefined);
  return true;
}

/** Hears a channel on a connection of its own, and makes another one whenever that is lost. Returns how to stop. */
export function listenOn(listening: Listening): () => void {
  const stop = new AbortController();
  async function keepHearing(): Promise<void> {
    let retryMs = firstRetryMs;
    while (!stop.signal.aborted) {
      retryMs = (await hearOnce(listening, stop.signal)) ? firstRetryMs : Math.min(retryMs * 2, lastRetryMs);
      await sleep(retryMs, undefined, { ref: false, signal: stop.signal }).catch(() => undefined);
    }
  }
  void keepHearing();
  return () => stop.abort();
}
