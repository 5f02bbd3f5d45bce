import { describe, expect, test } from 'vitest';

import type { MemoryResource } from '@/lib/memories/schema';

import { decideStep } from './keys';
import type { TreeRow } from './rows';

const placed = { position: 1, setSize: 1 };
const memory = (key: string, folder: string, depth: number): TreeRow => ({
  ...placed,
  kind: 'memory',
  key,
  folder,
  depth,
  name: key,
  memory: { id: key } as MemoryResource,
});
const folder = (path: string, above: string, isOpen: boolean): TreeRow => ({
  ...placed,
  kind: 'folder',
  key: path,
  folder: above,
  depth: 0,
  name: path,
  path,
  memoryCount: 1,
  hasMore: false,
  isOpen,
});

const rows: TreeRow[] = [
  folder('/a/', '/', true),
  memory('x', '/a/', 1),
  { kind: 'gap', key: 'after:/a/', depth: 1, folder: '/a/', side: 'after' },
  folder('/b/', '/', false),
  memory('z', '/', 0),
];

function step(from: number, key: string, options: { shiftKey?: boolean; isMod?: boolean } = {}) {
  return decideStep(rows, from, { key, shiftKey: false, isMod: false, ...options });
}

const moveTo = (index: number) => ({ type: 'move', index, isExtending: false });

describe('decideStep', () => {
  test('up and down pass over what is not loaded, and stop at the ends', () => {
    expect(step(1, 'ArrowDown')).toEqual(moveTo(3));
    expect(step(3, 'ArrowUp')).toEqual(moveTo(1));
    expect(step(0, 'ArrowUp')).toBeNull();
    expect(step(4, 'ArrowDown')).toBeNull();
    expect([step(2, 'Home'), step(0, 'End')]).toEqual([moveTo(0), moveTo(4)]);
    expect([step(0, 'PageDown'), step(4, 'PageUp')]).toEqual([moveTo(4), moveTo(0)]);
  });

  test('right opens a folder, then goes in; left closes it, then goes out', () => {
    expect(step(3, 'ArrowRight')).toEqual({ type: 'open', path: '/b/' });
    expect(step(0, 'ArrowRight')).toEqual(moveTo(1));
    expect(step(1, 'ArrowRight')).toBeNull();
    expect(step(1, 'ArrowLeft')).toEqual(moveTo(0));
    expect(step(0, 'ArrowLeft')).toEqual({ type: 'close', path: '/a/' });
    expect(step(4, 'ArrowLeft')).toBeNull();
  });

  test('space selects, with Shift a range, Shift and an arrow go on with it', () => {
    expect(step(1, ' ')).toEqual({ type: 'pick', isRange: false });
    expect(step(1, ' ', { shiftKey: true })).toEqual({ type: 'pick', isRange: true });
    expect(step(3, 'ArrowDown', { shiftKey: true })).toEqual({ type: 'move', index: 4, isExtending: true });
    expect(step(1, 'a', { isMod: true })).toEqual({ type: 'pick_all' });
    expect(step(1, 'Escape')).toEqual({ type: 'clear' });
  });

  test('other keys are left to the page', () => {
    for (const key of ['f', '?', 'Tab', 'F5']) expect(step(1, key)).toBeNull();
    for (const key of ['c', 'ArrowDown', ' ']) expect(step(1, key, { isMod: true })).toBeNull();
  });
});
