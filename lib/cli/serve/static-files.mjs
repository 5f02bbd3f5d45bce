import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

const PREFIX = '/_next/static/';
const PLAIN_NAME = /^[\w@~[\].-]+(?:\/[\w@~[\].-]+)*$/;
const TYPES = new Map([
  ['.js', 'application/javascript; charset=UTF-8'],
  ['.css', 'text/css; charset=UTF-8'],
]);

/**
 * Answers a request for one of the build's scripts or styles with its form that was compressed at the build; false when there is none,
 * or the caller does not take it. The names carry a hash of the contents, so a browser never asks twice.
 *
 * @param {import('node:http').IncomingMessage} req
 * @param {import('node:http').ServerResponse} res
 * @param {string} buildFolder
 * @returns {Promise<boolean>}
 */
export async function answerCompressed(req, res, buildFolder) {
  const name = nameOf(req);
  const type = TYPES.get(extname(name ?? ''));
  if (name === null || type === undefined || !takesBrotli(req)) return false;
  const file = join(buildFolder, 'static', `${name}.br`);
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return false;
  res.writeHead(200, {
    'content-type': type,
    'content-encoding': 'br',
    'content-length': String(found.size),
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
  });
  if (req.method === 'HEAD') res.end();
  else
    createReadStream(file)
      .on('error', () => res.destroy())
      .pipe(res);
  return true;
}

/** @param {import('node:http').IncomingMessage} req */
function nameOf({ method, url = '' }) {
  if ((method !== 'GET' && method !== 'HEAD') || !url.startsWith(PREFIX)) return null;
  const name = url.slice(PREFIX.length).replace(/\?.*$/, '');
  const isInside = PLAIN_NAME.test(name) && !name.split('/').some((part) => part === '.' || part === '..');
  return isInside ? name : null;
}

/** @param {import('node:http').IncomingMessage} req */
function takesBrotli({ headers }) {
  return /(?:^|,)\s*br\s*(?:,|$)/.test(String(headers['accept-encoding'] ?? ''));
}
