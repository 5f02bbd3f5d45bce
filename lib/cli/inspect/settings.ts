import { Failure, exitCodes, usageFailure } from './failure';

export const defaultUrl = 'http://127.0.0.1:3000';
export const demoKeyFile = '.data/demo-api-key';

export type Settings = {
  url: string;
  key: string;
  /** To be said on stderr, so that nobody wonders whose eyes they see with. */
  notice: string | null;
};

type Given = {
  env: Record<string, string | undefined>;
  url: string | undefined;
  keyFile: string | undefined;
  /** Null when there is no such file. */
  readFile: (path: string) => string | null;
};

/** Where the server is and with which key to speak to it. A key is never taken from the command line, where others could read it. */
export function resolveSettings({ env, url: flag, keyFile, readFile }: Given): Settings {
  const url = readUrl(flag ?? (env['PALIMPSEST_URL'] || defaultUrl));
  if (keyFile !== undefined) return { url: url.origin, key: readKeyFile(keyFile, readFile), notice: null };
  const fromEnv = env['PALIMPSEST_API_KEY']?.trim();
  if (fromEnv) return { url: url.origin, key: assertKey(fromEnv, 'PALIMPSEST_API_KEY'), notice: null };
  // The demonstration's key opens the server of this folder; it is nobody else's business.
  const demo = isThisMachine(url) ? readFile(demoKeyFile)?.trim() : undefined;
  if (!demo) throw noKey();
  const notice = `Using the key of the demonstration, ./${demoKeyFile}.`;
  return { url: url.origin, key: assertKey(demo, demoKeyFile), notice };
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && (url.protocol === 'http:' || url.protocol === 'https:') && !url.username && !url.password)
    return url;
  throw usageFailure(
    'the address of the server must begin with http:// or https:// and hold no password.',
    `Set PALIMPSEST_URL or --url, for example ${defaultUrl}.`,
  );
}

function readKeyFile(path: string, readFile: Given['readFile']): string {
  const key = readFile(path)?.trim();
  if (!key)
    throw usageFailure(
      `there is no key in the file ${path}.`,
      'Give --api-key-file the path of a file with a key.',
    );
  return assertKey(key, path);
}

/** A header takes no spaces or line breaks, and the error of one that tries would repeat the key. */
function assertKey(key: string, where: string): string {
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw usageFailure(`what ${where} holds is not an API key: a key is one word.`);
}

function isThisMachine({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function noKey(): Failure {
  return new Failure(exitCodes.usage, {
    message: 'no API key was given.',
    not: 'Nothing was asked of the server.',
    advice: 'Set PALIMPSEST_API_KEY, or give --api-key-file the path of a file that holds a key.',
  });
}
