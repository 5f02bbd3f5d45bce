import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Import } from '@/lib/db/generated/client';
import { deriveId } from '@/lib/db/ids';
import type { Upload } from '@/lib/http/transport';
import type { ImportedMemory } from '@/lib/memories/imported-memory';

import { beginImport } from './begin-import';
import { finishImport } from './finish-import';
import { toFolderItem } from './folder-item';
import type { FolderEntry } from './folder-item';
import { presentImport } from './internal';
import { readAhead } from './read-ahead';
import { openFolder } from './open-folder';
import type { ImportResource } from './schema';
import { spoolArchive } from './spool-archive';
import { writePortion } from './write-portion';
import type { Incoming, LeftOut, Portion } from './write-portion';

const filesPerPortion = 500;
const maxPortionBytes = 4_000_000;

/** Past this no instant has four digits for its year. */
const maxSeconds = 253_402_300_799;

/** Whatever a packer wrote there: a time that is none is not known. */
function toOccurredAt(seconds: number): bigint | null {
  return Number.isSafeInteger(seconds) && seconds >= 0 && seconds <= maxSeconds
    ? BigInt(seconds) * 1_000_000n
    : null;
}

/** A file's memory has one version. Its ids follow from the file's position, so that an interrupted import can be continued. */
function toMemory(
  actor: Actor,
  run: Import,
  file: { position: number; path: string; content: string; entry: FolderEntry },
): ImportedMemory {
  const atMs = Number(run.createdAt / 1000n);
  const derivation = { atMs, seed: `${run.id}/${file.position}`, order: file.position };
  const version = {
    id: deriveId('memver', derivation),
    path: file.path,
    content: file.content,
    actor: { type: actor.type, id: actor.id },
    trustTier: actor.trustTier,
    agent: null,
    model: null,
    occurredAt: toOccurredAt(file.entry.modifiedAtSeconds),
    recordedAt: run.createdAt,
    source: { id: run.id, externalId: String(file.position) },
  };
  return { id: deriveId('mem', derivation), versions: [version] };
}

async function* toPortions(
  actor: Actor,
  run: Import,
  entries: AsyncIterable<FolderEntry>,
): AsyncGenerator<Portion> {
  const storeId = run.memoryStoreIds[0]!;
  let incoming: Incoming[] = [];
  let leftOut: LeftOut[] = [];
  let bytes = 0;
  let position = 0;
  for await (const entry of entries) {
    const item = toFolderItem(entry);
    if (!item) continue;
    position += 1;
    if ('fault' in item) leftOut.push({ position, outcome: item.fault });
    else
      incoming.push({
        position,
        sourceMemoryId: null,
        memory: toMemory(actor, run, { position, ...item, entry }),
      });
    bytes += entry.body?.length ?? 0;
    if (incoming.length + leftOut.length < filesPerPortion && bytes < maxPortionBytes) continue;
    yield { kind: 'memories', storeId, incoming, leftOut };
    [incoming, leftOut, bytes] = [[], [], 0];
  }
  if (incoming.length + leftOut.length > 0) yield { kind: 'memories', storeId, incoming, leftOut };
}

/** Reads the archive to its end, which it must have. */
async function countFiles(entries: AsyncIterable<FolderEntry>): Promise<number> {
  let count = 0;
  for await (const { isFile } of entries) count += isFile ? 1 : 0;
  return count;
}

/**
 * Brings a folder of Markdown files (.tar.gz or .zip) into a store: the name is the path, the file its first version. The archive is read to its end
 * before anything is written; then each file is taken or left out by itself, with a reason. The caller has authorised.
 */
export async function importFolder(actor: Actor, storeId: string, upload: Upload): Promise<ImportResource> {
  const archive = await spoolArchive(upload.chunks(), { isSealed: false });
  const open = () => openFolder(archive, upload.contentType);
  try {
    const run = await beginImport(
      actor,
      { type: 'memory_store', id: storeId },
      { sha256: archive.sha256, storeIds: [storeId], memoryCount: await countFiles(open()) },
    );
    for await (const portion of readAhead(toPortions(actor, run, open())))
      await writePortion(actor, run, portion);
    return presentImport(await finishImport(actor, run));
  } finally {
    await archive.close();
  }
}
