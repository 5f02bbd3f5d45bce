import { expect, test } from 'vitest';

import { Failure } from './failure';
import { demoKeyFile, resolveSettings } from './settings';

const files: Record<string, string> = {
  [demoKeyFile]: 'plk_demo\n',
  'ops.key': 'plk_ops\n',
  'bad.key': 'two words',
};
const base = { env: {}, url: undefined, keyFile: undefined, readFile: (path: string) => files[path] ?? null };

test('without settings, the demonstration of this folder is looked into, and that is said', () => {
  const settings = resolveSettings(base);
  expect(settings).toMatchObject({ url: 'http://127.0.0.1:3000', key: 'plk_demo' });
  expect(settings.notice).toContain(demoKeyFile);
  expect(settings.notice).not.toContain('plk_demo');
});

test('a flag counts more than the environment, and both more than the default', () => {
  const env = { PALIMPSEST_URL: 'http://h:1', PALIMPSEST_API_KEY: 'plk_env' };
  expect(resolveSettings({ ...base, env })).toEqual({ url: 'http://h:1', key: 'plk_env', notice: null });
  expect(resolveSettings({ ...base, env, url: 'https://k', keyFile: 'ops.key' })).toEqual({
    url: 'https://k',
    key: 'plk_ops',
    notice: null,
  });
});

test('the key of the demonstration is not sent to another machine', () => {
  expect(() => resolveSettings({ ...base, url: 'https://example.org' })).toThrow('no API key was given');
});

test.each([
  ['an address that is none', { url: 'localhost:3000' }],
  ['a password in the address', { url: 'http://a:b@h' }],
  ['a file that is not there', { keyFile: 'none' }],
])('%s is refused', (_, given) => {
  expect(() => resolveSettings({ ...base, ...given })).toThrow(Failure);
});

test('what is no key is refused without being repeated', () => {
  expect(() => resolveSettings({ ...base, keyFile: 'bad.key' })).toThrow(
    'what bad.key holds is not an API key',
  );
});
