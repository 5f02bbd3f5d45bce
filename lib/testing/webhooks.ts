import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { createWebhook } from '@/lib/webhooks/create-webhook';
import type { WebhookWithSecret } from '@/lib/webhooks/schema';

export type Message = { headers: IncomingHttpHeaders; body: string; method: string };
export type Receiver = {
  url: string;
  messages: Message[];
  /** What it answers from now on. */
  answer: (status: number, headers?: Record<string, string>) => void;
  /** From now on it keeps everybody waiting until the function that this returns is called. */
  hold: () => () => void;
  close: () => Promise<void>;
};

/** A real receiver on this machine, which keeps what it is sent. */
export async function openReceiver(): Promise<Receiver> {
  const messages: Message[] = [];
  let status = 204;
  let extra: Record<string, string> = {};
  let holding = Promise.resolve();
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      messages.push({ headers: request.headers, body, method: request.method ?? '' });
      void holding.then(() => response.writeHead(status, extra).end());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    messages,
    answer: (next, headers = {}) => {
      status = next;
      extra = headers;
    },
    hold: () => {
      let release = () => {};
      holding = new Promise((resolve) => (release = resolve));
      return release;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A webhook whose address is on this machine, which nobody could give it unless the installation allows that. */
export async function makeWebhook(
  actor: Actor,
  { url, types = ['memory.*'] }: { url: string; types?: string[] },
): Promise<WebhookWithSecret> {
  const webhook = await createWebhook(actor, { url: 'https://hooks.example.org/', event_types: types });
  const { workspaceId } = actor;
  await withWorkspace(actor, (tx) =>
    tx.webhookEndpoint.update({ where: { workspaceId_id: { workspaceId, id: webhook.id } }, data: { url } }),
  );
  return { ...webhook, url };
}
