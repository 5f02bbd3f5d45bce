import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { findSignedIn } from '@/lib/auth/person';
import { verifySignIn } from '@/lib/auth/verify-sign-in';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeMember, makeSession, makeWorkspace } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';
import { makePerson, password } from '@/lib/testing/sign-in';

import { changePassword } from './change-password';
import { createPasswordReset } from './create-password-reset';
import { changedPassword, newPasswordReset, passwordResetDone, passwordResetPreview } from './password';
import type { NewPasswordReset } from './password';
import { previewPasswordReset } from './read';
import { removeMember } from './remove-member';
import { resetPassword } from './reset-password';

vi.stubEnv('PUBLIC_URL', 'https://memory.example.org');
const context = useDatabase();

let system: Actor;
let operator: Actor;
let person: { id: string; email: string };

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});
beforeEach(async () => {
  await alter('DELETE FROM sign_in_window');
  person = await makePerson(system);
});

const caller = { requestId: 'req_test' };
const next = 'another horse, another battery';
const deadLink = { code: 'not_found', details: { errorCode: 'link_not_good' } };
const wrongPassword = { code: 'forbidden', details: { errorCode: 'wrong_password' } };
const tokenOf = ({ url }: NewPasswordReset) => new URL(url).hash.slice(1);
const signIn = (given = password) => verifySignIn({ email: person.email, password: given }, '192.0.2.9');
const reset = (token: string, given = next) => resetPassword({ token, password: given }, caller);
const change = (actor: Actor, current = password, wanted = next) =>
  changePassword(actor, { current_password: current, new_password: wanted });
const entriesOf = async (id: string) => (await auditOf(system, id)).slice(1);

function alter(text: string, values: unknown[] = []): Promise<unknown> {
  return asOwner(context, (query) => query(text, values));
}

function asPerson(): Actor {
  return { ...system, type: 'user_actor', id: person.id, role: 'viewer', requestId: 'req_test' };
}

describe('changePassword', () => {
  test('changes it, ends every sign-in before, and records that with one entry', async () => {
    const before = (await signIn())!;
    changedPassword.parse(await change(asPerson()));
    expect(await findSignedIn(before)).toBeNull();
    expect(await signIn()).toBeNull();
    expect(await findSignedIn((await signIn(next))!)).toMatchObject({ id: person.id });
    expect(await entriesOf(person.id)).toMatchObject([
      {
        action: 'user.password_changed',
        actor: { type: 'user_actor', user_id: person.id },
        target: { type: 'user', id: person.id },
        details: {},
        request_id: 'req_test',
      },
    ]);
  });

  test('wants the present one, and counts wrong ones like attempts to sign in', async () => {
    for (let guess = 0; guess < 10; guess += 1) {
      await expect(change(asPerson(), `guess ${guess}`)).rejects.toMatchObject(wrongPassword);
    }
    await expect(change(asPerson())).rejects.toMatchObject({ code: 'rate_limited' });
    await expect(signIn()).rejects.toMatchObject({ code: 'rate_limited' });
    expect(await entriesOf(person.id)).toEqual([]);
  });

  test('is for people only, who have one', async () => {
    for (const actor of [operator, await makeSession(system, {}), system]) {
      await expect(change(actor)).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(change(await makeMember(system, 'admin'))).rejects.toMatchObject(wrongPassword);
  });

  test('is refused to somebody who was removed in the meantime', async () => {
    const actor = asPerson();
    await removeMember(system, person.id);
    await expect(change(actor)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await signIn()).not.toBeNull();
  });

  test('to the same one ends the sign-ins all the same', async () => {
    const before = (await signIn())!;
    await change(asPerson(), password, password);
    expect(await findSignedIn(before)).toBeNull();
    expect(await signIn()).not.toBeNull();
  });
});

describe('createPasswordReset', () => {
  test('gives a link whose token stands in the fragment, with one entry', async () => {
    const made = newPasswordReset.parse(await createPasswordReset(operator, person.id));
    expect(made.url).toMatch(/^https:\/\/memory\.example\.org\/reset-password#plpr_[\w-]{43}$/);
    expect(Date.parse(made.expires_at) - Date.parse(made.created_at)).toBe(24 * 3_600_000);
    expect(passwordResetPreview.parse(await previewPasswordReset(tokenOf(made)))).toMatchObject({
      email: person.email,
    });
    expect(await entriesOf(person.id)).toMatchObject([
      {
        action: 'password_reset.created',
        actor: { type: 'api_actor', api_key_id: operator.id },
        details: {},
        request_id: 'req_test',
      },
    ]);
    expect(await signIn()).not.toBeNull();
  });

  test('leaves the newest link alone good', async () => {
    const first = tokenOf(await createPasswordReset(operator, person.id));
    const second = tokenOf(await createPasswordReset(operator, person.id));
    await expect(reset(first)).rejects.toMatchObject(deadLink);
    expect(await reset(second)).toMatchObject({ email: person.email });
  });

  test('is for admins only, of a person with a recent sign-in', async () => {
    const nobodies = [await makeMember(system, 'privacy_officer'), await makeKey(system, { kind: 'agent' })];
    for (const actor of nobodies) {
      await expect(createPasswordReset(actor, person.id)).rejects.toMatchObject({ code: 'forbidden' });
    }
    const admin = await makeMember(system, 'admin');
    const refusal = { code: 'forbidden', details: { errorCode: 'step_up_required' } };
    const stale = { ...admin, hasRecentSignIn: false };
    await expect(createPasswordReset(stale, person.id)).rejects.toMatchObject(refusal);
    await createPasswordReset(admin, person.id);
  });

  test('speaks of people of another workspace as of nobody', async () => {
    const stranger = (await makeWorkspace()).system;
    for (const id of [person.id, 'user_none']) {
      const refusal = { code: 'not_found', message: `member not found: ${id}` };
      await expect(createPasswordReset(stranger, id)).rejects.toMatchObject(refusal);
    }
  });

  test('is refused for whoever belongs to another workspace too, but to the system', async () => {
    await makePerson((await makeWorkspace()).system, { email: person.email });
    const refusal = { code: 'conflict', details: { errorCode: 'belongs_elsewhere' } };
    await expect(createPasswordReset(operator, person.id)).rejects.toMatchObject(refusal);
    expect(await entriesOf(person.id)).toEqual([]);
    await reset(tokenOf(await createPasswordReset(system, person.id)));
    expect(await signIn(next)).not.toBeNull();
  });
});

describe('resetPassword', () => {
  test('sets it once, ends every sign-in before, and records that with one entry of the person', async () => {
    const before = (await signIn())!;
    const token = tokenOf(await createPasswordReset(operator, person.id));
    expect(passwordResetDone.parse(await reset(token))).toMatchObject({ email: person.email });
    expect(await findSignedIn(before)).toBeNull();
    expect(await signIn()).toBeNull();
    expect(await signIn(next)).toMatchObject({ sub: person.id });
    expect((await entriesOf(person.id)).slice(1)).toMatchObject([
      {
        action: 'user.password_reset',
        actor: { type: 'user_actor', user_id: person.id },
        request_id: 'req_test',
      },
    ]);
    await expect(reset(token)).rejects.toMatchObject(deadLink);
  });

  test('answers alike for links that never were, have expired or are for something else', async () => {
    const made = await createPasswordReset(operator, person.id);
    await alter('UPDATE password_reset SET expires_at = now_us() WHERE id = $1', [made.id]);
    for (const token of ['plpr_none', tokenOf(made), operator.id]) {
      await expect(reset(token)).rejects.toMatchObject(deadLink);
      await expect(previewPasswordReset(token)).rejects.toMatchObject(deadLink);
    }
    expect(await signIn()).not.toBeNull();
  });

  test('is refused once the person belongs to another workspace too', async () => {
    const token = tokenOf(await createPasswordReset(operator, person.id));
    await makePerson((await makeWorkspace()).system, { email: person.email });
    await expect(reset(token)).rejects.toMatchObject(deadLink);
    expect(await signIn()).not.toBeNull();
    await expect(reset(token)).rejects.toMatchObject(deadLink);
  });

  test('is refused to whoever was removed or disabled since', async () => {
    const token = tokenOf(await createPasswordReset(operator, person.id));
    await alter('UPDATE user_account SET disabled_at = now_us() WHERE id = $1', [person.id]);
    await expect(reset(token)).rejects.toMatchObject(deadLink);
    await alter('UPDATE user_account SET disabled_at = NULL WHERE id = $1', [person.id]);
    await removeMember(system, person.id);
    await expect(reset(token)).rejects.toMatchObject(deadLink);
  });
});
