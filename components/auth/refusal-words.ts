import type { SsoRefusal } from '@/lib/auth/identity';

type Words = { title: string; lead: string; next: string };

const ask = 'Ask an administrator of the workspace that you want to join. Who that is, your team knows.';

/** Why a sign-in with a provider opened nothing, and what to do. */
export const refusalWords: Record<SsoRefusal, Words> = {
  uninvited: {
    title: 'You are not invited yet',
    lead: 'You signed in, but nobody here has invited your address.',
    next: `${ask} They invite exactly the address with which you signed in; then sign in again.`,
  },
  unverified: {
    title: 'Your address is not verified',
    lead: 'You signed in, but your provider does not say that the e-mail address is certainly yours.',
    next: 'Verify it there, or ask whoever runs it. Then sign in again.',
  },
  has_account: {
    title: 'This address has an account already',
    lead: 'Nobody gets into an account by its address alone.',
    next: 'Sign in with your password, and link this way to sign in under Settings, Account. Without a password, ask an administrator for a link to set one.',
  },
  other_address: {
    title: 'This is another address',
    lead: 'You signed in with an address that is not the one of your account, so nothing was linked.',
    next: 'Sign out at the provider, and try again with the address of your account.',
  },
  linked_elsewhere: {
    title: 'This belongs to another account',
    lead: 'The identity with which you signed in is linked to another account here, so nothing was changed.',
    next: 'Sign in with it to get into that account.',
  },
  disabled: {
    title: 'This account is disabled',
    lead: 'You signed in, but your account here lets nobody in.',
    next: ask,
  },
};
