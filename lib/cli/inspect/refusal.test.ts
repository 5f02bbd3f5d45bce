import { expect, test } from 'vitest';

import { exitCodes, renderFailure } from './failure';
import { failureOfRefusal, failureOfSilence } from './refusal';

test.each([
  [400, exitCodes.usage],
  [401, exitCodes.refused],
  [403, exitCodes.refused],
  [404, exitCodes.notFound],
  [409, exitCodes.conflict],
  [429, exitCodes.unreachable],
  [500, exitCodes.unreachable],
  [503, exitCodes.unreachable],
])('a refusal with %i exits with %i', (status, exitCode) => {
  const refusal = { status, message: 'm', errorCode: null, requestId: null };
  expect(failureOfRefusal(refusal).exitCode).toBe(exitCode);
});

test('a failure says what happened, what did not, what to do, and the request id', () => {
  const refusal = { status: 409, message: 'the head moved', errorCode: 'head_moved', requestId: 'req_01x' };
  expect(renderFailure(failureOfRefusal(refusal).told).split('\n')).toEqual([
    'palimpsest: the server refused (409): the head moved.',
    'Nothing was changed. Look at "palimpsest log" again, and repeat the command if it is still what you want.',
    `The server's log knows this as req_01x.`,
  ]);
});

test('after silence, only a read is sure to have changed nothing', () => {
  const told = (isChange: boolean) =>
    renderFailure(failureOfSilence('http://h', { isChange, reason: 'x' }).told);
  expect(told(false)).toContain('Nothing was changed.');
  expect(told(true)).toContain('is not known');
});
