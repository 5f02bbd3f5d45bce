import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { findPersonById } from '@/lib/auth/person';
import { verifySignIn } from '@/lib/auth/verify-sign-in';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeMember, makeSession, makeWorkspace, unique } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';
import { makePerson, password } from '@/lib/testing/sign-in';

import { acceptInvitation } from './accept-invitation';
import { addMember } from './add-member';
import { createInvitation } from './create-invitation';
import { acceptedInvitation, invitationPreview, invitationResource } from './invitation';
import type { NewInvitation } from './invitation';
import { listInvitations, listMembers, previewInvitation } from './read';
import { removeMember } from './remove-member';
import { revokeInvitation } from './revoke-invitation';

vi.stubEnv('PUBLIC_URL', 'https://memory.example.org');
const context = useDatabase();

let system: Actor;
let operator: Actor;
let email: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});
beforeEach(() => {
  email = `${unique('invited')}@example.org`;
});

const caller = { address: '192.0.2.7', requestId: 'req_test' };
const deadLink = { code: 'not_found', details: { errorCode: 'link_not_good' } };
const tokenOf = ({ url }: NewInvitation) => new URL(url).hash.slice(1);
const invite = (actor = operator, address = email) =>
  createInvitation(actor, { email: address, role: 'reviewer' });
const accept = (token: string, given: { name?: string; password?: string } = {}) =>
  acceptInvitation({ token, name: 'Grace', password, ...given }, caller);
const actionsOf = async (id: string) => (await auditOf(system, id)).map(({ action }) => action);

function alter(text: string, values: unknown[]): Promise<unknown> {
  return asOwner(context, (query) => query(text, values));
}

describe('createInvitation', () => {
  test('gives a link whose token stands in the fragment, with one entry', async () => {
    const { url, ...invitation } = await invite();
    expect(url).toMatch(/^https:\/\/memory\.example\.org\/invitations#plin_[\w-]{43}$/);
    expect(invitationResource.parse(invitation)).toMatchObject({
      email,
      role: 'reviewer',
      accepted_at: null,
    });
    const goodForMs = Date.parse(invitation.expires_at) - Date.parse(invitation.created_at);
    expect(goodForMs).toBe(7 * 24 * 3_600_000);
    expect(await auditOf(system, invitation.id)).toMatchObject([
      {
        action: 'invitation.created',
        actor: { type: 'api_actor', api_key_id: operator.id },
        target: { type: 'invitation', id: invitation.id },
        details: { role: 'reviewer' },
        request_id: 'req_test',
      },
    ]);
    const { data } = await listInvitations(operator, { limit: 1, is_pending: true });
    expect(data).toEqual([invitation]);
  });

  test('refuses members, and an address that is invited until that is revoked', async () => {
    const member = await makePerson(system);
    const refusal = { code: 'conflict', details: { errorCode: 'already_member' } };
    await expect(invite(operator, member.email)).rejects.toMatchObject(refusal);
    const first = await invite();
    await expect(invite()).rejects.toMatchObject({
      code: 'conflict',
      details: { errorCode: 'already_invited' },
    });
    await revokeInvitation(operator, first.id);
    expect((await invite()).id).not.toBe(first.id);
  });

  test('may be asked of two workspaces, which know nothing of each other', async () => {
    const stranger = (await makeWorkspace()).system;
    const here = await invite();
    await invite(stranger);
    expect((await listInvitations(stranger, { limit: 10 })).data.map(({ id }) => id)).not.toContain(here.id);
  });

  test('wants a recent sign-in of a person who makes an admin', async () => {
    const admin = { ...(await makeMember(system, 'admin')), hasRecentSignIn: false };
    const refusal = { code: 'forbidden', details: { errorCode: 'step_up_required' } };
    await expect(createInvitation(admin, { email, role: 'admin' })).rejects.toMatchObject(refusal);
    await invite(admin);
  });
});

describe('revokeInvitation', () => {
  test('makes the link lead nowhere, with one entry however often it is called', async () => {
    const invitation = await invite();
    const revoked = invitationResource.parse(await revokeInvitation(operator, invitation.id));
    expect(revoked.revoked_at).not.toBeNull();
    expect(await revokeInvitation(operator, invitation.id)).toEqual(revoked);
    expect(await actionsOf(invitation.id)).toEqual(['invitation.created', 'invitation.revoked']);
    await expect(previewInvitation(tokenOf(invitation))).rejects.toMatchObject(deadLink);
    await expect(accept(tokenOf(invitation))).rejects.toMatchObject(deadLink);
  });

  test('comes too late once it was accepted', async () => {
    const invitation = await invite();
    await accept(tokenOf(invitation));
    await expect(revokeInvitation(operator, invitation.id)).rejects.toMatchObject({
      code: 'conflict',
      details: { errorCode: 'invitation_accepted' },
    });
  });

  test('speaks of an invitation of another workspace as of none', async () => {
    const stranger = (await makeWorkspace()).system;
    const { id } = await invite();
    for (const each of [id, 'inv_none']) {
      const refusal = { code: 'not_found', message: `invitation not found: ${each}` };
      await expect(revokeInvitation(stranger, each)).rejects.toMatchObject(refusal);
    }
    expect(await actionsOf(id)).toEqual(['invitation.created']);
  });
});

test.each([
  ['createInvitation', invite],
  ['revokeInvitation', (actor: Actor) => revokeInvitation(actor, 'inv_none')],
  ['listInvitations', (actor: Actor) => listInvitations(actor, { limit: 1 })],
])('%s is for admins only', async (_, act) => {
  const nobodies = [
    await makeMember(system, 'privacy_officer'),
    await makeKey(system, { kind: 'agent' }),
    await makeSession(system, {}),
  ];
  for (const actor of nobodies) await expect(act(actor)).rejects.toMatchObject({ code: 'forbidden' });
});

describe('acceptInvitation', () => {
  test('makes an account and a member of whoever is new, once, with their entries', async () => {
    const invitation = await invite();
    const token = tokenOf(invitation);
    expect(invitationPreview.parse(await previewInvitation(token))).toMatchObject({
      email,
      role: 'reviewer',
      has_account: false,
    });
    const accepted = acceptedInvitation.parse(await accept(token));
    expect(accepted).toMatchObject({ workspace_id: system.workspaceId, email });
    expect(await verifySignIn({ email, password }, caller.address)).toMatchObject({ sub: accepted.user_id });
    expect(await findPersonById(accepted.user_id)).toMatchObject({
      name: 'Grace',
      memberships: [{ workspaceId: system.workspaceId, role: 'reviewer' }],
    });
    const person = { type: 'user_actor', user_id: accepted.user_id };
    expect(await auditOf(system, accepted.user_id)).toMatchObject([
      { action: 'membership.created', actor: person, details: { role: 'reviewer' }, request_id: 'req_test' },
    ]);
    expect((await auditOf(system, invitation.id)).slice(1)).toMatchObject([
      { action: 'invitation.accepted', actor: person, details: { role: 'reviewer' } },
    ]);
    await expect(accept(token)).rejects.toMatchObject(deadLink);
  });

  test('answers alike for links that never were, are used, revoked or expired', async () => {
    const [used, revoked, expired] = [
      await invite(),
      await invite(operator, `b-${email}`),
      await invite(operator, `c-${email}`),
    ];
    await accept(tokenOf(used));
    await revokeInvitation(operator, revoked.id);
    await alter('UPDATE invitation SET expires_at = now_us() WHERE id = $1', [expired.id]);
    const messages = new Set<string>();
    for (const token of ['plin_none', ...[used, revoked, expired].map(tokenOf)]) {
      for (const act of [accept, previewInvitation]) {
        const refusal: unknown = await act(token).catch((error: unknown) => error);
        expect(refusal).toMatchObject(deadLink);
        messages.add((refusal as Error).message);
      }
    }
    expect(messages.size).toBe(1);
  });

  test('lets the account that has the address in with its password alone', async () => {
    const elsewhere = (await makeWorkspace()).system;
    const person = await makePerson(elsewhere, { email });
    const token = tokenOf(await invite());
    expect(await previewInvitation(token)).toMatchObject({ has_account: true });
    await expect(accept(token, { password: 'somebody else’s' })).rejects.toMatchObject({
      code: 'forbidden',
      details: { errorCode: 'wrong_password' },
    });
    expect(await accept(token)).toMatchObject({ user_id: person.id });
    expect((await findPersonById(person.id))?.name).toBe('Ada');
    expect((await findPersonById(person.id))?.memberships).toHaveLength(2);
  });

  test('never lets a link alone open an account without a password, or a disabled one', async () => {
    const elsewhere = (await makeWorkspace()).system;
    const { id } = await makePerson(elsewhere, { email, hasPassword: false });
    const token = tokenOf(await invite());
    await expect(accept(token)).rejects.toMatchObject({ details: { errorCode: 'wrong_password' } });
    await alter('UPDATE user_account SET disabled_at = now_us() WHERE id = $1', [id]);
    await expect(accept(token)).rejects.toMatchObject({ details: { errorCode: 'wrong_password' } });
    expect((await findPersonById(id))?.memberships).toHaveLength(1);
  });

  test('asks for a name and a long password of a new account', async () => {
    const token = tokenOf(await invite());
    await expect(acceptInvitation({ token, password }, caller)).rejects.toMatchObject({
      code: 'invalid_request',
    });
    await expect(accept(token, { password: 'short' })).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await accept(token)).toMatchObject({ email });
  });

  test('changes nothing for whoever became a member in the meantime', async () => {
    const invitation = await invite();
    const { id } = await makePerson(system, { email, role: 'viewer' });
    await accept(tokenOf(invitation));
    expect(await actionsOf(id)).toEqual(['membership.created']);
    const { data } = await listMembers(operator, { limit: 100 });
    expect(data.find((member) => member.user_id === id)).toMatchObject({ role: 'viewer' });
  });

  test('does not bring back a member who was removed', async () => {
    const token = tokenOf(await invite());
    const { user_id: id } = await accept(token);
    await removeMember(operator, id);
    await expect(accept(token)).rejects.toMatchObject(deadLink);
    await addMember(system, { email, name: 'Grace', role: 'viewer', passwordHash: null });
    expect(await verifySignIn({ email, password }, caller.address)).toMatchObject({ sub: id });
  });
});

describe('listInvitations', () => {
  test('pages through all, newest first, or those that are pending', async () => {
    const { system: owner } = await makeWorkspace();
    const made: string[] = [];
    for (const letter of ['a', 'b', 'c']) made.unshift((await invite(owner, `${letter}-${email}`)).id);
    await revokeInvitation(owner, made[1]!);
    const seen: string[] = [];
    let page: string | null | undefined;
    do {
      const answer = await listInvitations(owner, { limit: 1, page: page ?? undefined });
      seen.push(...answer.data.map(({ id }) => id));
      page = answer.next_page;
    } while (page !== null);
    expect(seen).toEqual(made);
    const { data } = await listInvitations(owner, { limit: 10, is_pending: true });
    expect(data.map(({ id }) => id)).toEqual([made[0], made[2]]);
  });
});
