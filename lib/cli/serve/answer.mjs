import { createRequestId } from './request-id.mjs';

const STATUS_TEXT = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

/**
 * @typedef {object} Refusal
 * @property {keyof typeof STATUS_TEXT} status
 * @property {string} type the envelope's error type
 * @property {string} message
 * @property {Record<string, string>} [headers]
 */

/**
 * The envelope of the API for what never reaches a route handler, or a plain sentence outside the API.
 *
 * @param {Refusal} refusal
 * @param {{ isApi: boolean, requestId?: string }} context
 */
function compose(refusal, { isApi, requestId = createRequestId() }) {
  const body = isApi
    ? JSON.stringify({
        type: 'error',
        error: { type: refusal.type, message: refusal.message },
        request_id: requestId,
      })
    : `${refusal.message}\n`;
  return {
    body,
    headers: {
      'content-type': isApi ? 'application/json' : 'text/plain; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      'cache-control': 'no-store',
      'request-id': requestId,
      ...refusal.headers,
    },
  };
}

/**
 * @param {import('node:http').ServerResponse} res
 * @param {Refusal} refusal
 * @param {{ isApi: boolean, requestId: string }} context
 */
export function answer(res, refusal, context) {
  const { body, headers } = compose(refusal, context);
  res.writeHead(refusal.status, headers).end(body);
}

/**
 * For sockets that Node handed over without a response object. The socket is closed after the answer.
 *
 * @param {import('node:stream').Duplex} socket
 * @param {Refusal} refusal
 * @param {{ isApi: boolean }} context
 */
export function answerSocket(socket, refusal, context) {
  if (!socket.writable) return void socket.destroy();
  const { body, headers } = compose(refusal, context);
  const lines = Object.entries({ ...headers, connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  socket.end(
    `HTTP/1.1 ${refusal.status} ${STATUS_TEXT[refusal.status]}\r\n${lines.join('')}\r\n${body}`,
    () => socket.destroy(),
  );
}
