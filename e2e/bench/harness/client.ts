import http from 'node:http';

/** The headers that the official SDK sends with every call; the SDK itself would spend more processor time than the server. */
const sdkHeaders = {
  accept: 'application/json',
  'content-type': 'application/json',
  'user-agent': 'Anthropic/JS 0.137.0',
  'x-stainless-lang': 'js',
  'x-stainless-package-version': '0.137.0',
  'x-stainless-os': 'Linux',
  'x-stainless-arch': 'x64',
  'x-stainless-runtime': 'node',
  'x-stainless-runtime-version': process.version,
  'x-stainless-retry-count': '0',
  'x-stainless-timeout': '600',
  'anthropic-version': '2023-06-01',
  'anthropic-beta': 'managed-agents-2026-04-01',
};

export type Answer = { status: number; headers: http.IncomingHttpHeaders; text: string };

export type Client = {
  /** Throws unless the answer is 200. */
  get: (path: string) => Promise<Answer>;
  post: (path: string, body: unknown) => Promise<Answer>;
  remove: (path: string) => Promise<Answer>;
  /** Sends a file. */
  upload: (path: string, file: Buffer, contentType: string) => Promise<Answer>;
  /** Takes in an answer that does not end, on a connection of its own, until the returned function is called. */
  listen: (path: string) => Promise<() => void>;
  close: () => void;
};

/** A lean client that keeps up to `connections` connections open. */
export function openClient(baseUrl: string, apiKey: string, connections = 1): Client {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const headers = { ...sdkHeaders, 'x-api-key': apiKey };

  function send(
    method: string,
    path: string,
    body?: string | Buffer,
    own: Record<string, string> = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      const request = http.request(
        baseUrl + path,
        { method, agent, headers: { ...headers, ...length, ...own } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            const status = response.statusCode ?? 0;
            if (status === 200) resolve({ status, headers: response.headers, text });
            else reject(new Error(`${method} ${path} was answered with ${status}: ${text}`));
          });
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  }

  function listen(path: string): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const request = http.get(baseUrl + path, { agent: false, headers }, (response) => {
        if (response.statusCode !== 200)
          reject(new Error(`${path} was answered with ${response.statusCode}.`));
        response.on('error', () => undefined).resume();
        response.once('data', () => resolve(() => request.destroy()));
      });
      request.on('error', reject);
    });
  }

  return {
    listen,
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, JSON.stringify(body)),
    remove: (path) => send('DELETE', path),
    upload: (path, file, contentType) => send('POST', path, file, { 'content-type': contentType }),
    close: () => agent.destroy(),
  };
}
