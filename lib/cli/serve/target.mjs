const API_ROOT = '/v1';
const MAX_TARGET_BYTES = 8_192;
const PRINTABLE_ASCII = /^[\x21-\x7e]*$/;

/**
 * Whether a request target leads, in any spelling that some router could understand, to or under `/v1`.
 *
 * @param {string} target
 */
export function isApiTarget(target) {
  if (isUnderApi(pathOf(target))) return true;
  const path = decodeLeniently(pathOf(target).replace(/^[a-z][a-z0-9+.-]*:\/\/[^/\\]*/i, '')).replaceAll(
    '\\',
    '/',
  );
  /** @type {string[]} */
  const segments = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return isUnderApi(`/${segments.join('/')}`);
}

/**
 * What is wrong with a request target that reached the API, as a sentence; null when nothing is.
 *
 * @param {string} target
 * @returns {string | null}
 */
export function findApiTargetFault(target) {
  return (
    findFault(target) ??
    (isUnderApi(pathOf(target)) ? null : 'The path must be spelt without percent-encoding /v1.')
  );
}

/**
 * @param {string} target
 * @returns {string | null}
 */
export function findFault(target) {
  if (target.length > MAX_TARGET_BYTES) return `The request target is longer than ${MAX_TARGET_BYTES} bytes.`;
  if (!target.startsWith('/')) return 'The request target must be a path that starts with a slash.';
  if (!PRINTABLE_ASCII.test(target)) return 'The request target has characters that must be percent-encoded.';
  const path = pathOf(target);
  if (path.includes('\\')) return 'The path must not contain a backslash.';
  if (path.includes('//')) return 'The path must not contain an empty segment.';
  if (target.includes('#')) return 'The request target must not contain a fragment.';
  const decoded = decodeStrictly(target);
  if (decoded === null) return 'The request target has a percent-encoding that is not valid UTF-8.';
  const segments = path.split('/').map((segment) => decodeStrictly(segment) ?? '');
  if (segments.some((segment) => segment === '.' || segment === '..'))
    return 'The path must not contain dot segments.';
  if (segments.some((segment) => segment.includes('\0'))) return 'The path must not contain a NUL character.';
  return null;
}

/** @param {string} target */
export function hasTrailingSlash(target) {
  return pathOf(target).endsWith('/');
}

/** @param {string} target */
export function isApiRoot(target) {
  return pathOf(target) === API_ROOT;
}

/** @param {string} target */
function pathOf(target) {
  const end = target.search(/[?#]/);
  return end === -1 ? target : target.slice(0, end);
}

/** @param {string} path */
function isUnderApi(path) {
  return path === API_ROOT || path.startsWith(`${API_ROOT}/`);
}

/** @param {string} text */
function decodeStrictly(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** @param {string} text */
function decodeLeniently(text) {
  return text.replace(/%([0-7][0-9a-f])/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
