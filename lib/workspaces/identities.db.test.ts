import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import type { Identity } from '@/lib/auth/identity';
import { findPersonById } from '@/lib/auth/person';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeWorkspace, unique } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';
import { makePerson } from '@/lib/testing/sign-in';

import { createInvitation } from './create-invitation';
import { enterByIdentity } from './enter-by-identity';
import { signInWays } from './identity';
import { linkIdentity } from './link-identity';
import { listSignInWays } from './read';
import { removeMember } from './remove-member';
import { unlinkIdentity } from './unlink-identity';

const context = useDatabase();

let system: Actor;
let identity: Identity;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
});
beforeEach(() => {
  const name = unique('somebody');
  identity = {
    issuer: 'https://login.example.org',
    subject: name,
    email: `${name}@example.org`,
    isEmailVerified: true,
    name: 'Grace',
  };
});

const enter = (changes: Partial<Identity> = {}) => enterByIdentity({ ...identity, ...changes }, 'req_test');
const invite = (actor = system, email = identity.email!) =>
  createInvitation(actor, { email, role: 'viewer' });
const actionsOf = async (actor: Actor, id: string) => (await auditOf(actor, id)).map(({ action }) => action);

async function userIdOf(entering: ReturnType<typeof enter>): Promise<string> {
  const entrance = await entering;
  if ('refusal' in entrance) throw new Error(`refused: ${entrance.refusal}`);
  return entrance.userId;
}

/** Somebody with a password who has the identity's address, as the actor that they are. */
async function asPerson(options: { email?: string; hasPassword?: boolean } = {}): Promise<Actor> {
  const { id } = await makePerson(system, { email: identity.email!, ...options });
  return { ...system, type: 'user_actor', id, role: 'viewer', requestId: 'req_test', hasRecentSignIn: true };
}

describe('enterByIdentity', () => {
  test('makes an account of whoever is invited by exactly that address, with their entries', async () => {
    const invitation = await invite();
    const id = await userIdOf(enter());
    expect(await findPersonById(id)).toMatchObject({
      name: 'Grace',
      email: identity.email,
      memberships: [{ workspaceId: system.workspaceId, role: 'viewer' }],
    });
    expect(await actionsOf(system, id)).toEqual(['membership.created', 'user_identity.linked']);
    expect((await auditOf(system, invitation.id)).at(-1)).toMatchObject({
      action: 'invitation.accepted',
      actor: { type: 'user_actor', user_id: id },
      request_id: 'req_test',
    });
  });

  test('knows them by issuer and subject from then on, whatever address and name they have', async () => {
    await invite();
    const id = await userIdOf(enter());
    const later = { email: 'renamed@example.org', isEmailVerified: false, name: null };
    expect(await enter(later)).toEqual({ userId: id });
    expect(await findPersonById(id)).toMatchObject({ email: identity.email, name: 'Grace' });
    expect(await enter({ issuer: 'https://other.example.org' })).toEqual({ refusal: 'has_account' });
  });

  test('refuses whoever is not invited, or whose address is not verified', async () => {
    expect(await enter()).toEqual({ refusal: 'uninvited' });
    await invite(system, `other-${identity.email}`);
    expect(await enter()).toEqual({ refusal: 'uninvited' });
    await invite();
    expect(await enter({ isEmailVerified: false })).toEqual({ refusal: 'unverified' });
    expect(await enter({ email: null })).toEqual({ refusal: 'unverified' });
  });

  test('never becomes the account that has the address, invited or not', async () => {
    const person = await asPerson();
    expect(await enter()).toEqual({ refusal: 'has_account' });
    await invite((await makeWorkspace()).system);
    expect(await enter()).toEqual({ refusal: 'has_account' });
    expect((await listSignInWays(person)).identities).toEqual([]);
    expect((await findPersonById(person.id))?.memberships).toHaveLength(1);
  });

  test('accepts every invitation of the address, then and later', async () => {
    const [second, third] = [(await makeWorkspace()).system, (await makeWorkspace()).system];
    await invite();
    await invite(second);
    const id = await userIdOf(enter());
    await invite(third);
    expect(await enter({ isEmailVerified: false })).toEqual({ userId: id });
    expect((await findPersonById(id))?.memberships).toHaveLength(2);
    await enter();
    expect((await findPersonById(id))?.memberships).toHaveLength(3);
  });

  test('does not let in who was disabled, nor bring back who was removed', async () => {
    await invite();
    const id = await userIdOf(enter());
    await removeMember(system, id);
    expect(await enter()).toEqual({ userId: id });
    expect((await findPersonById(id))?.memberships).toEqual([]);
    await asOwner(context, (query) =>
      query('UPDATE user_account SET disabled_at = now_us() WHERE id = $1', [id]),
    );
    expect(await enter()).toEqual({ refusal: 'disabled' });
  });
});

describe('linkIdentity', () => {
  test('gives an identity with the account’s own address to who asks, with one entry however often', async () => {
    const person = await asPerson();
    expect(await linkIdentity(identity, person)).toEqual({ userId: person.id });
    expect(await linkIdentity(identity, person)).toEqual({ userId: person.id });
    expect(await enter()).toEqual({ userId: person.id });
    expect((await auditOf(system, person.id)).slice(1)).toMatchObject([
      {
        action: 'user_identity.linked',
        actor: { type: 'user_actor', user_id: person.id },
        target: { type: 'user', id: person.id },
        request_id: 'req_test',
      },
    ]);
    expect(signInWays.parse(await listSignInWays(person))).toMatchObject({
      has_password: true,
      identities: [{ issuer: identity.issuer, subject: identity.subject }],
    });
  });

  test('refuses somebody else’s address, an unverified one, and what another account has', async () => {
    const person = await asPerson();
    const stranger = { ...identity, email: 'somebody.else@example.org' };
    expect(await linkIdentity(stranger, person)).toEqual({ refusal: 'other_address' });
    const unverified = { ...identity, isEmailVerified: false };
    expect(await linkIdentity(unverified, person)).toEqual({ refusal: 'unverified' });
    await linkIdentity(identity, person);
    const other = await asPerson({ email: `other-${identity.email}` });
    const moved = { ...identity, email: `other-${identity.email}` };
    expect(await linkIdentity(moved, other)).toEqual({ refusal: 'linked_elsewhere' });
    expect(await actionsOf(system, other.id)).toEqual(['membership.created']);
  });

  test('is refused to somebody who was removed in the meantime', async () => {
    const person = await asPerson();
    await removeMember(system, person.id);
    await expect(linkIdentity(identity, person)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await enter()).toEqual({ refusal: 'has_account' });
  });
});

describe('unlinkIdentity', () => {
  test('takes it away, with one entry however often', async () => {
    const person = await asPerson();
    await linkIdentity(identity, person);
    const { issuer, subject } = identity;
    await unlinkIdentity(person, { issuer, subject });
    await unlinkIdentity(person, { issuer, subject });
    expect(await enter()).toEqual({ refusal: 'has_account' });
    expect(await actionsOf(system, person.id)).toEqual([
      'membership.created',
      'user_identity.linked',
      'user_identity.unlinked',
    ]);
  });

  test('keeps the only way to sign in, and what is somebody else’s', async () => {
    const [person, other] = [
      await asPerson({ hasPassword: false }),
      await asPerson({ email: `other-${identity.email}` }),
    ];
    await linkIdentity(identity, person);
    const { issuer, subject } = identity;
    await expect(unlinkIdentity(person, { issuer, subject })).rejects.toMatchObject({
      code: 'conflict',
      details: { errorCode: 'last_sign_in' },
    });
    await unlinkIdentity(other, { issuer, subject });
    expect(await enter()).toEqual({ userId: person.id });
  });
});

test.each([
  ['linkIdentity', (actor: Actor) => linkIdentity(identity, actor)],
  ['unlinkIdentity', (actor: Actor) => unlinkIdentity(actor, { issuer: 'x', subject: 'y' })],
])('%s is for people only, who signed in lately', async (_, act) => {
  for (const actor of [await makeKey(system), system]) {
    await expect(act(actor)).rejects.toMatchObject({ code: 'forbidden' });
  }
  const stale = { ...(await asPerson()), hasRecentSignIn: false };
  const refusal = { code: 'forbidden', details: { errorCode: 'step_up_required' } };
  await expect(act(stale)).rejects.toMatchObject(refusal);
});
