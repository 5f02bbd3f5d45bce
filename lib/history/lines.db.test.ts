import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { archiveMemory } from '@/lib/memories/archive-memory';
import { restoreVersion } from '@/lib/memories/restore-version';
import { updateMemory } from '@/lib/memories/update-memory';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMember, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { redactVersion } from '@/lib/versions/redact-version';

import { blameMemory } from './blame-memory';
import { diffVersions } from './diff-versions';
import { mergeMemory } from './merge-memory';

useDatabase();

let system: Actor;
let operator: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  storeId = (await makeStore(system)).id;
});

/** One memory with these texts, oldest first, and the ids of its versions. */
async function makeTexts(...contents: string[]) {
  const memory = await makeMemory(operator, storeId, { content: contents[0]! });
  const target = { storeId, memoryId: memory.id };
  const versionIds = [memory.memory_version_id];
  for (const content of contents.slice(1)) {
    versionIds.push((await updateMemory(operator, target, { content }, 'basic')).memory_version_id);
  }
  return { target, versionIds };
}

const compare = (actor: Actor, [from, to]: string[]) =>
  diffVersions(actor, {
    type: 'memory_versions',
    from: { type: 'memory_version', memory_version_id: from! },
    to: { type: 'memory_version', memory_version_id: to! },
  });

describe('diffVersions', () => {
  test('gives hunks of lines and says how much was lost', async () => {
    const { versionIds } = await makeTexts('keep\ndrop\n', 'keep\nnew\n');
    const diff = await compare(operator, versionIds);
    expect(diff).toMatchObject({
      hunks: [
        { kind: 'equal', lines: ['keep\n'] },
        { kind: 'removed', lines: ['drop\n'] },
        { kind: 'added', lines: ['new\n'] },
      ],
      summary: { changed_lines: 1, unchanged_lines: 1, lost_share: 0.5 },
      is_complete: true,
    });
  });

  test('says that a redacted version has no text', async () => {
    const { versionIds } = await makeTexts('secret', 'clean');
    await redactVersion(operator, storeId, versionIds[0]!);
    await expect(compare(operator, versionIds)).rejects.toMatchObject({
      details: { errorCode: 'target_redacted' },
    });
  });

  test('finds nothing for other workspaces, nor for agents where the memory is withheld', async () => {
    const { target, versionIds } = await makeTexts('one', 'two');
    const other = await makeWorkspace();
    await expect(compare(other.system, versionIds)).rejects.toMatchObject({ code: 'not_found' });
    await archiveMemory(operator, target, {});
    const agent = await makeKey(system, { kind: 'agent' });
    await expect(compare(agent, versionIds)).rejects.toMatchObject({ code: 'not_found' });
    await expect(compare(await makeMember(system, 'auditor'), versionIds)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('blameMemory', () => {
  test('names the version of each line, through a rename and a restore', async () => {
    const { target, versionIds } = await makeTexts('a\nb\n', 'a\nb\nc\n', 'x\n');
    await updateMemory(operator, target, { path: `/renamed/${target.memoryId}` }, 'basic');
    await restoreVersion(operator, storeId, versionIds[1]!, {});
    const blame = await blameMemory(operator, target);
    expect(blame.lines.map((line) => [line.text, line.memory_version_id])).toEqual([
      ['a\n', versionIds[0]],
      ['b\n', versionIds[0]],
      ['c\n', versionIds[1]],
    ]);
    expect(blame.versions.map((version) => version.id)).toEqual(versionIds.slice(0, 2));
  });

  test('reads texts that no text column could hold', async () => {
    const { target, versionIds } = await makeTexts('a\0\n', 'a\0\nb\n');
    const { lines } = await blameMemory(operator, target);
    expect(lines.map((line) => [line.text, line.memory_version_id])).toEqual([
      ['a\0\n', versionIds[0]],
      ['b\n', versionIds[1]],
    ]);
  });

  test('marks lines behind a redacted version as approximate', async () => {
    const { target, versionIds } = await makeTexts('a\n', 'a\nb\n', 'a\nb\nc\n');
    await redactVersion(operator, storeId, versionIds[1]!);
    const { lines } = await blameMemory(operator, target);
    expect(lines.map((line) => [line.text, line.is_approximate])).toEqual([
      ['a\n', false],
      ['b\n', true],
      ['c\n', true],
    ]);
  });

  test('is not found by another workspace', async () => {
    const { target } = await makeTexts('a');
    const other = await makeWorkspace();
    await expect(blameMemory(other.system, target)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('mergeMemory', () => {
  const bodyOf = (target: { memoryId: string }, base: string, content: string) => ({
    memory_store_id: storeId,
    memory_id: target.memoryId,
    base_version_id: base,
    content,
  });

  test('merges edits that do not overlap, and names the precondition for writing the result', async () => {
    const { target, versionIds } = await makeTexts('1\n2\n3\n4\n5\n', 'one\n2\n3\n4\n5\n');
    const merge = await mergeMemory(operator, bodyOf(target, versionIds[0]!, '1\n2\n3\n4\nfive\n'));
    expect(merge).toMatchObject({
      is_clean: true,
      content: 'one\n2\n3\n4\nfive\n',
      head_version_id: versionIds[1],
    });
    const precondition = { type: 'content_sha256' as const, content_sha256: merge.head_content_sha256 };
    await updateMemory(operator, target, { content: merge.content!, precondition }, 'basic');
  });

  test('gives both sides of an overlap', async () => {
    const { target, versionIds } = await makeTexts('same\n', 'theirs\n');
    const merge = await mergeMemory(operator, bodyOf(target, versionIds[0]!, 'ours\n'));
    expect(merge).toMatchObject({
      is_clean: false,
      content: null,
      chunks: [{ kind: 'conflict', base: 'same\n', ours: 'ours\n', theirs: 'theirs\n' }],
    });
  });

  test("refuses another memory's version as base", async () => {
    const [one, other] = [await makeTexts('a'), await makeTexts('b')];
    await expect(mergeMemory(operator, bodyOf(one.target, other.versionIds[0]!, 'c'))).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });
});
