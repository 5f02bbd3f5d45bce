const SCRIPT = /<script ([^>]*)><\/script>/g;
const ATTRIBUTE = /([\w-]+)="([^"]*)"/g;
const HEAD_END = '</head>';
/** A page that is never drawn, in a tab behind others for instance, gets its scripts all the same. */
const LATEST_MS = 1000;

/**
 * Runs in the page: adds the scripts once a frame with the whole page has been made. Next's first inline script follows the page; there
 * is none where the page ends before it.
 */
const WAIT_FOR_FRAME = `(function (sources, nonce) {
  var begun = false;
  function begin() {
    if (begun) return;
    begun = true;
    sources.forEach(function (source) {
      var script = document.createElement('script');
      script.async = true;
      script.nonce = nonce;
      script.src = source;
      document.head.appendChild(script);
    });
  }
  function look() {
    if (self.__next_f || document.readyState !== 'loading') setTimeout(begin);
    else requestAnimationFrame(look);
  }
  requestAnimationFrame(look);
  setTimeout(begin, document.hidden ? 0 : ${LATEST_MS});
})`.replaceAll(/\s*\n\s*/g, ' ');

/** @param {string} text */
function readAttributes(text) {
  return new Map([...text.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, value]));
}

/**
 * A page's head in which its scripts wait for the first frame: they are fetched meanwhile, but what can be read is drawn before they
 * take the processor. Without async scripts it stays as it is.
 *
 * @param {string} head up to `</head>`
 * @returns {string}
 */
export function deferScripts(head) {
  /** @type {string[]} */
  const sources = [];
  let nonce = '';
  const rest = head.replaceAll(SCRIPT, (tag, text) => {
    const attributes = readAttributes(text);
    const source = attributes.get('src');
    // One with more to it, a checksum for instance, would lose that.
    const isPlain = attributes.size === 3 && attributes.has('async') && attributes.has('nonce');
    if (source === undefined || !isPlain) return tag;
    sources.push(source);
    nonce = attributes.get('nonce') ?? '';
    return `<link rel="preload" as="script" fetchpriority="low" nonce="${nonce}" href="${source}"/>`;
  });
  if (sources.length === 0) return head;
  const call = `${WAIT_FOR_FRAME}(${JSON.stringify(sources)}, ${JSON.stringify(nonce)})`;
  // Behind a style sheet it would wait for that, and the whole page with it.
  const at = rest.indexOf('<link ');
  return `${rest.slice(0, at)}<script nonce="${nonce}">${call}</script>${rest.slice(at)}`;
}

/** @param {unknown} chunk */
function isData(chunk) {
  return typeof chunk === 'string' || chunk instanceof Uint8Array;
}

/**
 * Has the scripts of a page wait for its first frame. What is no page passes untouched.
 *
 * @param {import('node:http').ServerResponse} res
 */
export function drawBeforeScripts(res) {
  const [write, end] = [res.write.bind(res), res.end.bind(res)];
  let known = Buffer.alloc(0);
  let isPast = false;

  /** @param {unknown} chunk */
  function isOfHead(chunk) {
    return !isPast && isData(chunk) && String(res.getHeader('content-type')).startsWith('text/html');
  }

  /**
   * @param {unknown} chunk
   * @returns {Buffer | null} null while the head goes on
   */
  function takeHead(chunk) {
    known = Buffer.concat([known, Buffer.from(/** @type {Buffer} */ (chunk))]);
    const headEnd = known.indexOf(HEAD_END);
    if (headEnd === -1) return null;
    isPast = true;
    if (!res.headersSent) res.removeHeader('content-length');
    return Buffer.concat([
      Buffer.from(deferScripts(known.toString('utf8', 0, headEnd))),
      known.subarray(headEnd),
    ]);
  }

  res.write = /** @type {typeof res.write} */ (
    (/** @type {unknown} */ chunk, /** @type {unknown[]} */ ...rest) => {
      const passed = isOfHead(chunk) ? takeHead(chunk) : chunk;
      if (passed !== null) return Reflect.apply(write, res, [passed, ...rest]);
      const written = rest.at(-1);
      if (typeof written === 'function') written();
      return true;
    }
  );
  res.end = /** @type {typeof res.end} */ (
    (/** @type {unknown} */ chunk, /** @type {unknown[]} */ ...rest) => {
      if (isOfHead(chunk)) return Reflect.apply(end, res, [takeHead(chunk) ?? known, ...rest]);
      if (!isPast && known.length > 0) write(known);
      return Reflect.apply(end, res, [chunk, ...rest]);
    }
  );
}
