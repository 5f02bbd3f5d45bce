import type { Actor } from './actor';

/** Who somebody is to a provider of single sign-on: the issuer and the subject never change, everything else may. */
export type Identity = {
  issuer: string;
  subject: string;
  email: string | null;
  isEmailVerified: boolean;
  name: string | null;
};

/**
 * Why an identity opens nothing here. `unverified`: the provider does not say that the address is theirs · `uninvited` ·
 * `has_account`: the address has an account, which must ask for the link itself · `other_address`: it is not the account's address ·
 * `linked_elsewhere`: it belongs to another account · `disabled`.
 */
export const ssoRefusals = [
  'unverified',
  'uninvited',
  'has_account',
  'other_address',
  'linked_elsewhere',
  'disabled',
] as const;
export type SsoRefusal = (typeof ssoRefusals)[number];

export type Entrance = { userId: string } | { refusal: SsoRefusal };

/** Decides whom an identity lets in, and whose it becomes. */
export type IdentityDoor = {
  enter: (identity: Identity, requestId: string) => Promise<Entrance>;
  link: (identity: Identity, actor: Actor) => Promise<Entrance>;
};
