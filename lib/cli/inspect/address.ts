import { exitCodes, Failure, notFoundFailure, usageFailure } from './failure';

/** What a person typed to point at a memory, a folder or a store. A memory's id may stand without its store. */
export type Target = { store: string | null; path: string | null; memoryId: string | null };

const idAlone = /^mem_[0-9A-Za-z]+$/;
/** Fewer characters of an id's end would match by chance. */
const minSuffixChars = 3;

/** `STORE`, `STORE:/path`, `STORE:mem_…` or `mem_…`, where STORE is an id, a name or the beginning of a name. */
export function parseTarget(text: string): Target {
  if (idAlone.test(text)) return { store: null, path: null, memoryId: text };
  const split = /:(?=\/)|:(?=mem_[0-9A-Za-z]+$)/.exec(text);
  if (!split) return { store: text, path: null, memoryId: null };
  const [store, rest] = [text.slice(0, split.index), text.slice(split.index + 1)];
  if (store === '') throw usageFailure(`"${text}" names no store.`, 'Write STORE:/path.');
  return rest.startsWith('/') ? { store, path: rest, memoryId: null } : { store, path: null, memoryId: rest };
}

type Named = { id: string; name: string };

/** The store with this id or name, or the only one whose name begins so or whose id ends so. Letter case matters last. */
export function matchStore<Store extends Named>(stores: readonly Store[], wanted: string): Store {
  const lower = wanted.toLowerCase();
  const tries: ((store: Store) => boolean)[] = [
    ({ id }) => id === wanted,
    ({ name }) => name === wanted,
    ({ name }) => name.toLowerCase() === lower,
    ({ name }) => name.toLowerCase().startsWith(lower),
    ({ id }) => endsSo(id, wanted),
  ];
  const found = tries.map((isMatch) => stores.filter(isMatch)).find((matches) => matches.length > 0) ?? [];
  if (found.length === 1 && found[0]) return found[0];
  if (found.length > 1)
    throw ambiguous(
      wanted,
      found.map(({ id, name }) => `${name}  ${id}`),
    );
  throw notFoundFailure(`there is no store "${wanted}".`, storesThere(stores));
}

function storesThere(stores: readonly Named[]): string {
  if (stores.length === 0) return 'This key sees no stores at all.';
  const names = stores.slice(0, 10).map(({ name }) => `"${name}"`);
  return `There is ${names.join(', ')}${stores.length > names.length ? ' and more; see "palimpsest stores"' : ''}.`;
}

type Numbered = { id: string; governance?: { number: number } | undefined };

/** The version with this number (`@2` or `2`), id or ending of an id; `head` is the first of the list, which is newest first. */
export function matchVersion<Version extends Numbered>(
  versions: readonly Version[],
  wanted: string,
): Version {
  const number = /^@?(\d{1,9})$/.exec(wanted)?.[1];
  const isMatch = (version: Version) =>
    number === undefined || version.id === wanted
      ? endsSo(version.id, wanted)
      : version.governance?.number === Number(number);
  const found = wanted === 'head' ? versions.slice(0, 1) : versions.filter(isMatch);
  if (found.length === 1 && found[0]) return found[0];
  if (found.length > 1)
    throw ambiguous(
      wanted,
      found.map(({ id, governance }) => `@${governance?.number ?? '?'}  ${id}`),
    );
  const last = versions[0]?.governance?.number;
  throw notFoundFailure(
    `this memory has no version "${wanted}".`,
    last === undefined ? undefined : `It has @1 to @${last}; see "palimpsest log".`,
  );
}

/** The one whose id this is, or ends so. */
export function matchId<Item extends { id: string }>(
  items: readonly Item[],
  wanted: string,
  what: string,
): Item {
  const found = items.filter(({ id }) => endsSo(id, wanted));
  if (found.length > 1)
    throw ambiguous(
      wanted,
      found.map(({ id }) => id),
    );
  if (found[0]) return found[0];
  throw notFoundFailure(`there is no ${what} "${wanted}".`, 'Give its id, or the end of it.');
}

function endsSo(id: string, wanted: string): boolean {
  const suffix = wanted.replace(/^…/, '');
  return id === wanted || (suffix.length >= minSuffixChars && id.endsWith(suffix));
}

function ambiguous(wanted: string, candidates: string[]): Failure {
  return new Failure(exitCodes.usage, {
    message: `"${wanted}" may be any of these:\n  ${candidates.join('\n  ')}`,
    not: 'Nothing was done.',
    advice: 'Write more of it, or the id.',
  });
}

/** The folder that holds a path: `/a/b.md` lies in `/a/`. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
