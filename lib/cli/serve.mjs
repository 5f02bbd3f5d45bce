import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import compression from 'compression';
import next from 'next';
import { answer } from './serve/answer.mjs';
import { drawBeforeScripts } from './serve/first-frame.mjs';
import { admit, answerUnavailable, refuseTunnel, refuseUnparsed } from './serve/front-door.mjs';
import { logFailure } from './serve/log.mjs';
import { observe, tracePage } from './serve/observe.mjs';
import { setPageHeaders } from './serve/page-headers.mjs';
import { createShutdown, registry } from './serve/shutdown.mjs';
import { answerCompressed } from './serve/static-files.mjs';

const ROOT = resolve(fileURLToPath(new URL('../..', import.meta.url)));
const BUILD_FOLDER = join(ROOT, '.next');
const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 120_000;
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
const TIMEOUT_CHECK_MS = 5_000;
const CUT_CONNECTION = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ABORT_ERR',
]);

// For pages and what they load; a JSON answer costs more processor time to compress than it saves on the way.
const compress = compression();
const settings = readSettings();
process.env.NEXT_TELEMETRY_DISABLED = '1';
// Without it next-auth takes its own address to be http://localhost:3000.
process.env.NEXTAUTH_URL = originOf(process.env.PUBLIC_URL) ?? settings.url;
registry();

/** @type {import('next/dist/server/next').RequestHandler | null} */
let handle = null;

const server = createServer({
  headersTimeout: HEADERS_TIMEOUT_MS,
  requestTimeout: REQUEST_TIMEOUT_MS,
  keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
  connectionsCheckingInterval: TIMEOUT_CHECK_MS,
  // The front door refuses a missing Host itself, in the API's own words.
  requireHostHeader: false,
});
const shutdown = createShutdown(server, {
  onBegin: () => {
    handle = null;
  },
});

server.on('request', serve);
server.on('checkExpectation', serve);
server.on('connect', refuseTunnel);
server.on('clientError', refuseUnparsed);
server.on('error', (error) => stop(describeListenError(error)));
process.on('SIGTERM', () => shutdown.begin(0));
process.on('SIGINT', () => shutdown.begin(0));
process.on('unhandledRejection', (reason) => {
  if (!isCutConnection(reason)) logFailure(reason, 'a failure that nothing handled');
});
process.on('uncaughtException', (error) => {
  if (isCutConnection(error)) return;
  logFailure(error, 'a failure that nothing handled');
  shutdown.begin(1);
});

// Listening first makes a port that is taken known before a database is opened; until then every answer is a 503.
server.listen(settings.port, settings.host, () => void start());

async function start() {
  const app = next({
    dev: settings.isDev,
    dir: ROOT,
    hostname: settings.host,
    port: settings.port,
    // Next attaches an upgrade listener here that leaves sockets open; only its development server has a use for them.
    httpServer: settings.isDev ? server : /** @type {import('node:http').Server} */ (new EventEmitter()),
  });
  try {
    const booted = awaitBoot();
    await app.prepare();
    await booted;
  } catch (error) {
    stop(describeBootError(error));
  }
  if (shutdown.isEnding()) return;
  handle = app.getRequestHandler();
  console.log(`Palimpsest is ready at ${settings.url}`);
}

/**
 * Next calls `register` in instrumentation.ts but does not wait for it; that function hands its promise over here.
 *
 * @returns {Promise<void>}
 */
function awaitBoot() {
  return new Promise((resolve) => {
    Object.assign(globalThis, { [Symbol.for('palimpsest.boot')]: resolve });
  });
}

/**
 * @param {import('node:http').IncomingMessage} req
 * @param {import('node:http').ServerResponse} res
 */
function serve(req, res) {
  req.on('error', ignoreCutConnection);
  res.on('error', ignoreCutConnection);
  // Next flushes the headers and then writes: left to Node, both leave in one packet.
  res.flushHeaders = () => undefined;
  // An upgrade is never accepted: the request is answered as if it had not asked, and the connection ends with it.
  if (req.headers.upgrade) res.shouldKeepAlive = false;
  const { refusal, context } = admit(req);
  observe(req, res, { isApi: context.isApi, isRefused: refusal !== null || !handle });
  if (!context.isApi) setPageHeaders(req, res, settings);
  if (refusal) return answer(res, refusal, context);
  if (!handle) return answerWithoutApp(req, res, context);
  if (context.isApi) void handOn(handle, req, res);
  else void servePage(handle, req, res);
}

/**
 * @param {import('next/dist/server/next').RequestHandler} handler
 * @param {import('node:http').IncomingMessage} req
 * @param {import('node:http').ServerResponse} res
 */
async function servePage(handler, req, res) {
  if (!settings.isDev && (await answerCompressed(req, res, BUILD_FOLDER))) return;
  compress(...asExpress(req, res), () => {
    if (!settings.isDev) drawBeforeScripts(res);
    void tracePage(req, res, () => handOn(handler, req, res));
  });
}

/**
 * The middleware is typed for a framework, and asks no more of the two than Node's own have.
 *
 * @param {unknown} req
 * @param {unknown} res
 */
function asExpress(req, res) {
  return /** @type {Parameters<typeof compress> extends [infer Req, infer Res, any] ? [Req, Res] : never} */ ([
    req,
    res,
  ]);
}

/**
 * @param {import('next/dist/server/next').RequestHandler} handler
 * @param {import('node:http').IncomingMessage} req
 * @param {import('node:http').ServerResponse} res
 */
function handOn(handler, req, res) {
  return handler(req, res).catch((error) => {
    if (!isCutConnection(error)) logFailure(error, 'a request failed outside every handler');
    res.destroy();
  });
}

/**
 * @param {import('node:http').IncomingMessage} req
 * @param {import('node:http').ServerResponse} res
 * @param {import('./serve/front-door.mjs').Context} context
 */
function answerWithoutApp(req, res, context) {
  if (shutdown.isEnding()) return answerUnavailable(res, context, 'The server is stopping.');
  // A supervisor that asks whether the process is up must not kill a long migration.
  if (req.url === '/healthz')
    return void res.setHeader('content-type', 'application/json').end('{"status":"ok"}');
  answerUnavailable(res, context, 'The server is starting.');
}

/** @param {unknown} error */
function ignoreCutConnection(error) {
  if (!isCutConnection(error)) logFailure(error, 'a connection failed');
}

/** @param {unknown} error */
function isCutConnection(error) {
  if (!(error instanceof Error)) return false;
  return ('code' in error && CUT_CONNECTION.has(String(error.code))) || error.name === 'ResponseAborted';
}

function readSettings() {
  const isDev = readMode();
  const require = createRequire(createRequire(import.meta.url).resolve('next/package.json'));
  require('@next/env').loadEnvConfig(ROOT, isDev, { info: () => undefined, error: console.error });
  if (!isDev && !existsSync(join(ROOT, '.next/BUILD_ID'))) {
    stop('Palimpsest cannot start: it has not been built. Run "npm start", which builds it first.');
  }
  const port = process.env.PORT || '3000';
  const host = process.env.HOST || '127.0.0.1';
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    stop(`Palimpsest cannot start: PORT is "${port}", but must be a number from 1 to 65535.`);
  }
  if (!isIP(host) && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host)) {
    stop(
      `Palimpsest cannot start: HOST is "${host}", but must be a host name or an address such as 127.0.0.1.`,
    );
  }
  const isHttps = process.env.PUBLIC_URL?.startsWith('https://') === true;
  return {
    isDev,
    isHttps,
    port: Number(port),
    host,
    url: `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`,
  };
}

/**
 * @param {string | undefined} url
 * @returns {string | null} null where there is none; the boot says what is wrong with one that cannot be read
 */
function originOf(url) {
  return url && URL.canParse(url) ? new URL(url).origin : null;
}

function readMode() {
  const mode = process.env.NODE_ENV || 'production';
  if (mode !== 'production' && mode !== 'development') {
    stop(
      `Palimpsest cannot start: NODE_ENV is "${mode}", but must be production or development, or be left out.`,
    );
  }
  Object.assign(process.env, { NODE_ENV: mode });
  return mode === 'development';
}

/** @param {Error & { code?: string }} error */
function describeListenError(error) {
  const reasons = new Map([
    [
      'EADDRINUSE',
      `port ${settings.port} on ${settings.host} is already taken. Stop what uses it, or set PORT to another.`,
    ],
    ['EACCES', `this user may not listen on port ${settings.port}. Set PORT to 1024 or more.`],
    ['EADDRNOTAVAIL', `${settings.host} is not an address of this machine. Set HOST to one that is.`],
    ['ENOTFOUND', `${settings.host} is not a name that this machine can find. Set HOST to an address.`],
  ]);
  return `Palimpsest cannot start: ${reasons.get(error.code ?? '') ?? error.message}`;
}

/**
 * A boot that refuses says so in one sentence; anything else is a defect, and its stack helps.
 *
 * @param {unknown} error
 */
function describeBootError(error) {
  if (!(error instanceof Error)) return `Palimpsest cannot start: ${String(error)}`;
  const message = error.message.replace(/^An error occurred while loading instrumentation hook: /, '');
  return message.startsWith('Palimpsest cannot start')
    ? message
    : `Palimpsest cannot start: ${error.stack ?? message}`;
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
