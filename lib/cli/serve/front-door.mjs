import { METHODS } from 'node:http';
import { isIP } from 'node:net';
import { answer, answerSocket } from './answer.mjs';
import { createRequestId } from './request-id.mjs';
import { findApiTargetFault, findFault, hasTrailingSlash, isApiRoot, isApiTarget } from './target.mjs';

const ROUTABLE_METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'PATCH'];
const ALLOW = ROUTABLE_METHODS.join(', ');
const NO_RETRY = { 'x-should-retry': 'false' };

// Next, its proxy and our own wrapper read these as if the server itself had written them.
const INTERNAL_HEADERS =
  /^(?:x-palimpsest-.*|x-middleware-.*|x-nextjs-.*|x-next-.*|x-invoke-.*|x-matched-path|x-now-route-matches|x-prerender-revalidate.*|next-action|next-resume|next-router-.*|rsc)$/;
const INTERNAL_PAGE_HEADERS = /^(?:rsc|next-router-.*)$/;

/** @type {import('./answer.mjs').Refusal} */
const MISSING_HOST = {
  status: 400,
  type: 'invalid_request_error',
  message: 'The Host header is missing.',
  headers: NO_RETRY,
};

/** @typedef {{ requestId: string, isApi: boolean }} Context */

/**
 * @param {import('node:http').IncomingMessage} req
 * @returns {{ refusal: import('./answer.mjs').Refusal | null, context: Context }}
 */
export function admit(req) {
  const target = req.url ?? '';
  const context = { requestId: createRequestId(), isApi: isApiTarget(target) };
  const find = context.isApi ? findApiRefusal : findPageRefusal;
  const refusal = req.headers.host ? find(req.method ?? '', target) : MISSING_HOST;
  if (!refusal) rewriteHeaders(req, context);
  return { refusal, context };
}

/**
 * @param {string} method
 * @param {string} target
 * @returns {import('./answer.mjs').Refusal | null}
 */
function findApiRefusal(method, target) {
  const fault = findApiTargetFault(target);
  if (fault) return { status: 400, type: 'invalid_request_error', message: fault, headers: NO_RETRY };
  if (!ROUTABLE_METHODS.includes(method)) return methodRefusal(method);
  if (hasTrailingSlash(target) || isApiRoot(target)) {
    return { status: 404, type: 'not_found_error', message: 'Not found', headers: NO_RETRY };
  }
  return null;
}

/**
 * @param {string} method
 * @param {string} target
 * @returns {import('./answer.mjs').Refusal | null}
 */
function findPageRefusal(method, target) {
  const fault = findFault(target);
  if (fault) return { status: 400, type: 'invalid_request_error', message: fault };
  return ROUTABLE_METHODS.includes(method) ? null : methodRefusal(method);
}

/**
 * @param {string} method
 * @returns {import('./answer.mjs').Refusal}
 */
function methodRefusal(method) {
  const message = `The method ${method} is not supported.`;
  return { status: 405, type: 'invalid_request_error', message, headers: { allow: ALLOW, ...NO_RETRY } };
}

/**
 * @param {import('node:http').IncomingMessage} req
 * @param {Context} context
 */
function rewriteHeaders(req, { requestId, isApi }) {
  for (const name of Object.keys(req.headers)) {
    if (!INTERNAL_HEADERS.test(name)) continue;
    // Pages need these two families: they are how the browser's router asks for the next page.
    if (isApi || !INTERNAL_PAGE_HEADERS.test(name)) delete req.headers[name];
  }
  req.headers['x-palimpsest-request-id'] = requestId;
  // For the page that leads back here after signing in.
  if (!isApi) req.headers['x-palimpsest-target'] = req.url ?? '/';
  req.headers['x-palimpsest-remote-address'] = plainAddress(req.socket.remoteAddress ?? '');
}

/** @param {string} address */
function plainAddress(address) {
  const mapped = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
  return isIP(mapped) === 4 ? mapped : address;
}

/**
 * Answers what Node's parser refused before there was a request.
 *
 * @param {Error & { code?: string, rawPacket?: Buffer }} error
 * @param {import('node:stream').Duplex} socket
 */
export function refuseUnparsed(error, socket) {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [method = '', target = ''] = (error.rawPacket?.subarray(0, 512).toString('latin1') ?? '').split(
    ' ',
    2,
  );
  answerSocket(socket, unparsedRefusal(error.code, method), { isApi: target === '' || isApiTarget(target) });
}

/**
 * @param {string | undefined} code
 * @param {string} method
 * @returns {import('./answer.mjs').Refusal}
 */
function unparsedRefusal(code, method) {
  // Bytes behind a good request are refused with that request's packet: then the method is not what is wrong.
  const isStrange = /^[A-Z-]{1,32}$/.test(method) && !METHODS.includes(method);
  if (code === 'HPE_INVALID_METHOD' && isStrange) return methodRefusal(method);
  if (code === 'HPE_HEADER_OVERFLOW') {
    return {
      status: 431,
      type: 'invalid_request_error',
      message: 'The request headers are too large.',
      headers: NO_RETRY,
    };
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return { status: 408, type: 'timeout_error', message: 'The request did not arrive in time.' };
  }
  return {
    status: 400,
    type: 'invalid_request_error',
    message: 'This is not a valid HTTP request.',
    headers: NO_RETRY,
  };
}

/**
 * @param {import('node:http').IncomingMessage} req
 * @param {import('node:stream').Duplex} socket
 */
export function refuseTunnel(req, socket) {
  socket.on('error', () => socket.destroy());
  answerSocket(socket, methodRefusal(req.method ?? 'CONNECT'), { isApi: isApiTarget(req.url ?? '') });
}

/**
 * @param {import('node:http').ServerResponse} res
 * @param {Context} context
 * @param {string} message
 */
export function answerUnavailable(res, context, message) {
  const headers = { 'retry-after': '1', connection: 'close' };
  answer(res, { status: 503, type: 'overloaded_error', message, headers }, context);
}
