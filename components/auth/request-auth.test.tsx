import { afterEach, describe, expect, test, vi } from 'vitest';

import { describeRefusal, requestSignIn } from './request-auth';

afterEach(() => void vi.unstubAllGlobals());

describe('a refusal', () => {
  test.each([
    [401, null, true, 'This e-mail and password do not belong together.'],
    [429, '1', false, 'Too many attempts. Try again in a second.'],
    [429, '42', false, 'Too many attempts. Try again in 42 seconds.'],
    [429, '299', false, 'Too many attempts. Try again in 5 minutes.'],
    [503, null, false, 'The server did not answer. Check the connection and try again.'],
  ])('%i with Retry-After %j is put into words', (status, retryAfter, isWrong, message) => {
    expect(describeRefusal(status, retryAfter)).toEqual({ isDone: false, isWrong, message });
  });

  test('is also what a server that cannot be reached comes to', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')));
    expect(await requestSignIn({ email: 'a', password: 'b' })).toMatchObject({
      isDone: false,
      isWrong: false,
    });
  });
});
