const NAMED = new Set(['/healthz', '/readyz', '/metrics']);
const AUTH = '/api/auth/';
const STATIC = '/_next/static/';

/**
 * @typedef {typeof import('../../telemetry/requests').observeRoute} ObserveRoute
 * @typedef {typeof import('../../telemetry/tracing').inSpan} InSpan
 */

/**
 * What the application leaves on globalThis; undefined until it has booted.
 *
 * @param {string} name
 */
function find(name) {
  const shared = /** @type {Record<symbol, unknown>} */ (/** @type {unknown} */ (globalThis));
  return shared[Symbol.for(`palimpsest.${name}`)];
}

/**
 * Counts what no wrapper of the application does: pages and what they load, and requests that are refused here.
 *
 * @param {import('node:http').IncomingMessage} req
 * @param {import('node:http').ServerResponse} res
 * @param {{ isApi: boolean, isRefused: boolean }} context
 */
export function observe(req, res, { isApi, isRefused }) {
  const { method = '', url = '' } = req;
  if (!isRefused && (isApi || url.startsWith(AUTH))) return;
  const startedAt = performance.now();
  res.once('close', () => {
    const observeRoute = /** @type {ObserveRoute | undefined} */ (find('observe-route'));
    const route = isRefused ? '(refused)' : routeOf(url);
    // Nobody was told of a status when the client went away before.
    if (res.headersSent) observeRoute?.(route, method)(res.statusCode, performance.now() - startedAt);
  });
}

/** @param {string} url */
function routeOf(url) {
  if (url.startsWith(STATIC)) return '(static)';
  const path = url.replace(/\?.*$/, '');
  return NAMED.has(path) ? path : '(page)';
}

/**
 * @param {import('node:http').IncomingMessage} req
 * @param {import('node:http').ServerResponse} res
 * @param {() => Promise<void>} work
 * @returns {Promise<void>}
 */
export function tracePage({ url = '', method = '', headers }, res, work) {
  const inSpan = /** @type {InSpan | undefined} */ (find('in-span'));
  const route = routeOf(url);
  if (!inSpan || route !== '(page)' || url.startsWith(AUTH) || method !== 'GET') return work();
  const attributes = { 'http.request.method': method, 'http.route': route };
  const traceparent = headers.traceparent?.toString() ?? null;
  return inSpan({ name: 'GET (page)', kind: 'server', attributes, traceparent }, async (note) => {
    await work();
    note.status(res.statusCode);
  });
}
