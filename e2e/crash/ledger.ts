import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type WrittenAck = {
  act: 'created' | 'modified';
  memoryId: string;
  versionId: string;
  sha256: string;
  path: string;
};
export type Ack = WrittenAck | { act: 'deleted'; memoryId: string };

export type Ledger = {
  file: string;
  /** On the disk when it returns. */
  record: (ack: Ack) => void;
  /** A text whose write was answered with a refusal: it must be nowhere. */
  refuse: (sha256: string) => void;
  acksOf: (memoryId: string) => readonly Ack[];
  refused: ReadonlySet<string>;
  count: () => number;
  memoryIds: () => string[];
  /** The memories written to since the last call. */
  takeTouched: () => string[];
  dispose: () => void;
};

/** What the server acknowledged, written and synced line by line before the writer goes on. */
export function openLedger(): Ledger {
  const folder = mkdtempSync(join(tmpdir(), 'palimpsest-ledger-'));
  const file = join(folder, 'acknowledged.jsonl');
  const handle = openSync(file, 'a');
  const acks = new Map<string, Ack[]>();
  const refused = new Set<string>();
  let touched = new Set<string>();
  let count = 0;

  function append(line: object): void {
    writeSync(handle, `${JSON.stringify(line)}\n`);
    fsyncSync(handle);
  }

  return {
    file,
    refused,
    record: (ack) => {
      append(ack);
      acks.set(ack.memoryId, [...(acks.get(ack.memoryId) ?? []), ack]);
      touched.add(ack.memoryId);
      count += 1;
    },
    refuse: (sha256) => {
      append({ act: 'refused', sha256 });
      refused.add(sha256);
    },
    acksOf: (memoryId) => acks.get(memoryId) ?? [],
    count: () => count,
    memoryIds: () => [...acks.keys()],
    takeTouched: () => {
      const ids = [...touched];
      touched = new Set();
      return ids;
    },
    dispose: () => {
      closeSync(handle);
      rmSync(folder, { recursive: true });
    },
  };
}
