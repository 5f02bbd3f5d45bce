import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Operation } from '@/lib/http/contract';
import { createMemoryOperation, deleteMemoryOperation, updateMemoryOperation } from '@/lib/memories/schema';

import type { Api, Input } from './api';
import type { Ledger } from './ledger';
import type { Random } from './random';

const maxContentChars = 20_000;
const pauseAfterFailureMs = 20;

export type Writers = { stop: () => Promise<void> };
type Known = { id: string; sha256: string };

/**
 * Several writers at once on one store: they create, update under a precondition, rename and delete, often the same memories, and
 * record what was acknowledged. They go on through failures until they are stopped.
 */
export function startWriters(options: {
  api: Api;
  storeId: string;
  ledger: Ledger;
  random: Random;
  count: number;
}): Writers {
  const { api, storeId, ledger, random } = options;
  const known = new Map<string, Known>();
  let isStopped = false;

  const makeText = () => `${randomUUID()} ${'memory '.repeat(random.between(0, maxContentChars / 7))}`;
  const makePath = () => `/crash/${random.between(0, 9)}/${randomUUID()}.md`;

  async function write(operation: Operation, input: Input, content?: string): Promise<boolean> {
    const { status, text } = await api.attempt(operation, input);
    if (status !== 200) {
      if (status !== 0 && content !== undefined) ledger.refuse(sha256(content));
      return false;
    }
    const parsed: unknown = operation.response.parse(JSON.parse(text));
    const memory = createMemoryOperation.response.safeParse(parsed);
    const memoryId = input.params?.['memory_id'] ?? '';
    if (!memory.success) ledger.record({ act: 'deleted', memoryId });
    else {
      const { id, memory_version_id: versionId, content_sha256: hash, path } = memory.data;
      if (content !== undefined && hash !== sha256(content))
        throw new Error(`${id} was acknowledged with a wrong hash.`);
      const act = operation === createMemoryOperation ? 'created' : 'modified';
      ledger.record({ act, memoryId: id, versionId, sha256: hash, path });
      known.set(id, { id, sha256: hash });
    }
    return true;
  }

  async function create(): Promise<boolean> {
    const content = makeText();
    const params = { memory_store_id: storeId };
    return write(createMemoryOperation, { params, body: { path: makePath(), content } }, content);
  }

  async function change(memory: Known): Promise<boolean> {
    const params = { memory_store_id: storeId, memory_id: memory.id };
    const dice = random.between(1, 10);
    if (dice === 1) {
      const query = { expected_content_sha256: memory.sha256 };
      known.delete(memory.id);
      return write(deleteMemoryOperation, { params, query });
    }
    if (dice <= 3) return write(updateMemoryOperation, { params, body: { path: makePath() } });
    const content = makeText();
    const precondition = { type: 'content_sha256', content_sha256: memory.sha256 };
    return write(updateMemoryOperation, { params, body: { content, precondition } }, content);
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      const memory = random.between(1, 10) <= 3 ? undefined : random.pick([...known.values()]);
      const isDone = memory ? await change(memory) : await create();
      if (isDone) continue;
      // After a conflict or a crash nobody knows any more what this memory holds.
      if (memory) known.delete(memory.id);
      await sleep(pauseAfterFailureMs);
    }
  }

  const running = Promise.all(Array.from({ length: options.count }, run));
  return {
    stop: async () => {
      isStopped = true;
      await running;
    },
  };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
