import { expect, test } from 'vitest';

import { systemActor } from './actor';
import { assertRecentSignIn } from './recent-sign-in';

const system = systemActor('wrkspc_test', 'test');
const person = { ...system, type: 'user_actor', role: 'admin' } as const;
const refusal = { code: 'forbidden', details: { errorCode: 'step_up_required' } };

function refusalOf(act: () => void): unknown {
  try {
    act();
    return null;
  } catch (error) {
    return error;
  }
}

test('a person must have signed in lately, and one of whom that is not known has not', () => {
  expect(refusalOf(() => assertRecentSignIn({ ...person, hasRecentSignIn: true }))).toBeNull();
  expect(refusalOf(() => assertRecentSignIn({ ...person, hasRecentSignIn: false }))).toMatchObject(refusal);
  expect(refusalOf(() => assertRecentSignIn(person))).toMatchObject(refusal);
});

test('programs prove themselves with every request', () => {
  for (const type of ['api_actor', 'session_actor', 'system_actor'] as const) {
    expect(refusalOf(() => assertRecentSignIn({ ...system, type }))).toBeNull();
  }
});
