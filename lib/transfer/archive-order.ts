import { invalidRequest } from '@/lib/errors/app-error';

import type { ArchiveLine, Line } from './archive';

/** A memory of an archive with all its versions. */
export type ArchivedMemory = { memory: Line<'memory'>; versions: Line<'version'>[] };

type Counts = { stores: number; memories: number; versions: number };

export type OrderCheck = {
  /** Throws `invalid_request` for a line that may not stand here. */
  take: (line: ArchiveLine) => void;
  counts: () => Counts;
};

function damaged(what: string): Error {
  return invalidRequest(`the archive is damaged: ${what}`);
}

/** What holds for one version by itself. Whether the hash is that of the text is checked where the text is hashed. */
function checkVersion(line: Line<'version'>): void {
  if (line.redacted) {
    if (line.path !== null || line.content !== null || line.content_sha256 !== null) {
      throw damaged('a redacted version has text');
    }
    return;
  }
  if (line.path === null) throw damaged('a version has no path');
  const isGone = line.operation === 'deleted';
  if ((line.content === null) !== isGone || (line.content_sha256 === null) !== isGone) {
    throw damaged('a version has text where there should be none, or none where there should be');
  }
}

function checkMemory({ memory, versions }: ArchivedMemory): void {
  const head = versions.at(-1);
  if (head?.id !== memory.head_version_id) throw damaged('the newest version of a memory is not its head');
  if (head.redacted && head.operation !== 'deleted') throw damaged('the head of a memory is redacted');
  const served = memory.served_version_id;
  if (served !== null && !versions.some(({ id }) => id === served)) {
    throw damaged('the served version of a memory is missing');
  }
}

/** Holds the lines of an archive against their order, one after another. Ids rise byte by byte, numbers of versions with gaps. */
export function createOrderCheck(): OrderCheck {
  let manifest: Line<'manifest'> | undefined;
  let store: Line<'store'> | undefined;
  let open: ArchivedMemory | undefined;
  let lastMemoryId = '';
  const counts = { stores: 0, memories: 0, versions: 0 };

  function close(): void {
    if (open) checkMemory(open);
    open = undefined;
  }

  const rules: { [Kind in ArchiveLine['kind']]: (line: Line<Kind>) => void } = {
    manifest: (line) => {
      if (manifest) throw damaged('it begins twice');
      manifest = line;
    },
    store: (line) => {
      close();
      if (store && line.id <= store.id) throw damaged('its stores are out of order');
      if (manifest?.scope.type === 'memory_store' && line.id !== manifest.scope.id)
        throw damaged('it holds another store');
      store = line;
      counts.stores += 1;
      lastMemoryId = '';
    },
    memory: (line) => {
      close();
      if (line.memory_store_id !== store?.id) throw damaged('a memory stands under another store');
      if (line.id <= lastMemoryId) throw damaged('its memories are out of order');
      lastMemoryId = line.id;
      open = { memory: line, versions: [] };
      counts.memories += 1;
    },
    version: (line) => {
      if (line.memory_id !== open?.memory.id) throw damaged('a version stands under another memory');
      if (line.number <= (open.versions.at(-1)?.number ?? 0)) throw damaged('its versions are out of order');
      checkVersion(line);
      open.versions.push({ ...line, content: null });
      counts.versions += 1;
    },
    end: (line) => {
      close();
      const isWhole =
        line.memory_store_count === counts.stores &&
        line.memory_count === counts.memories &&
        line.memory_version_count === counts.versions;
      if (!isWhole) throw damaged('its counts are wrong');
    },
  };

  return {
    take: (line) => {
      if (!manifest && line.kind !== 'manifest') throw damaged('it does not begin with a manifest');
      (rules[line.kind] as (line: ArchiveLine) => void)(line);
    },
    counts: () => ({ ...counts }),
  };
}
