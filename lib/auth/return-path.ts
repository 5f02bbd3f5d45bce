/** Control characters and backslashes are what parsers of addresses disagree about. */
function hasStrangeCharacter(value: string): boolean {
  return /[\\\p{Cc}]/u.test(value);
}

/**
 * Where to go after signing in: the path, search and fragment of an address on this site, `/` for anything else. The answer begins with
 * exactly one slash, so that no browser takes it for another site's.
 */
export function toReturnPath(value: unknown, base: string): string {
  if (typeof value !== 'string' || hasStrangeCharacter(value)) return '/';
  if (!URL.canParse(value, base)) return '/';
  const url = new URL(value, base);
  if (url.origin !== new URL(base).origin || url.username !== '' || url.password !== '') return '/';
  const isPage = !/^\/(?:\/|(?:api|v1|sign-in)(?:\/|$))/.test(url.pathname);
  return isPage ? `${url.pathname}${url.search}${url.hash}` : '/';
}
