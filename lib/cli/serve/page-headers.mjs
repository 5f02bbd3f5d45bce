import { randomBytes } from 'node:crypto';

const NONCE_BYTES = 16;
const HSTS_SECONDS = 63_072_000;

const EVERYWHERE = {
  'x-content-type-options': 'nosniff',
  // Not no-referrer: browsers would send forms of our own with a null Origin.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * The content security policy of one page. Text that agents wrote is shown here: whatever slips through may neither run nor call out.
 *
 * @param {string} nonce
 * @param {{ isDev: boolean }} options
 */
export function pagePolicy(nonce, { isDev }) {
  // The development server compiles in the browser, draws an overlay of its own, and reloads over a socket.
  const script = isDev ? " 'unsafe-eval'" : '';
  const style = isDev ? "'unsafe-inline'" : `'nonce-${nonce}'`;
  const connect = isDev ? ' ws:' : '';
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${script}`,
    `style-src 'self' ${style}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${connect}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Sets what browsers are told about an answer that is no call of the API. Next finds the nonce in the request's own header.
 *
 * @param {import('node:http').IncomingMessage} req
 * @param {import('node:http').ServerResponse} res
 * @param {{ isDev: boolean, isHttps: boolean }} options
 */
export function setPageHeaders(req, res, { isDev, isHttps }) {
  for (const [name, value] of Object.entries(EVERYWHERE)) res.setHeader(name, value);
  if (isHttps) res.setHeader('strict-transport-security', `max-age=${HSTS_SECONDS}; includeSubDomains`);
  // A script or a style is no document: a policy would be bytes that no browser reads.
  if (req.url?.startsWith('/_next/static/')) return;
  const policy = pagePolicy(randomBytes(NONCE_BYTES).toString('base64'), { isDev });
  req.headers['content-security-policy'] = policy;
  delete req.headers['content-security-policy-report-only'];
  res.setHeader('content-security-policy', policy);
}
