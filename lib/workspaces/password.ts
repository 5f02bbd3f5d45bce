import { z } from 'zod';

import { defineOperation } from '@/lib/http/contract';
import { id, noBody, noQuery, time } from '@/lib/http/fields';

import { givenPassword, linkToken, newPassword } from './person-fields';

/** A link with which a member sets a new password. It is shown this once; its token stands behind `#`, where no server and no log sees it. */
export const newPasswordReset = z.strictObject({
  id: z.string(),
  type: z.literal('password_reset'),
  user_id: z.string(),
  created_at: time,
  expires_at: time,
  url: z.url(),
});
export type NewPasswordReset = z.infer<typeof newPasswordReset>;

export const passwordResetPreview = z.strictObject({
  type: z.literal('password_reset_preview'),
  email: z.string(),
  expires_at: time,
});
export type PasswordResetPreview = z.infer<typeof passwordResetPreview>;

const resetPasswordBody = z.strictObject({ token: linkToken, password: newPassword });
export type ResetPasswordBody = z.output<typeof resetPasswordBody>;

export const passwordResetDone = z.strictObject({
  type: z.literal('password_reset_done'),
  email: z.string(),
});
export type PasswordResetDone = z.infer<typeof passwordResetDone>;

const changePasswordBody = z.strictObject({ current_password: givenPassword, new_password: newPassword });
export type ChangePasswordBody = z.output<typeof changePasswordBody>;

export const changedPassword = z.strictObject({
  type: z.literal('password_changed'),
  /** By the database's clock: who signed in before is signed out. */
  sessions_expired_at: time,
});
export type ChangedPassword = z.infer<typeof changedPassword>;

const base = { params: z.object({}), query: noQuery, isBodyOptional: false, wantsMemoryBeta: false } as const;

export const changePasswordOperation = defineOperation({
  ...base,
  id: 'changePassword',
  method: 'POST',
  path: '/v1/me/password',
  summary: 'Change the password of the person who calls; every sign-in of theirs ends, this one included',
  body: changePasswordBody,
  response: changedPassword,
});

export const createPasswordResetOperation = defineOperation({
  ...base,
  id: 'createPasswordReset',
  method: 'POST',
  path: '/v1/members/{user_id}/password_resets',
  summary: 'Make a link with which a member sets a new password; answers once with it, good for 24 hours',
  params: z.object({ user_id: id }),
  body: noBody,
  isBodyOptional: true,
  response: newPasswordReset,
});

export const previewPasswordResetOperation = defineOperation({
  ...base,
  isOpen: true,
  id: 'previewPasswordReset',
  method: 'POST',
  path: '/v1/password_resets/preview',
  summary: 'Say whose password a link is for, to whoever holds its token',
  body: z.strictObject({ token: linkToken }),
  response: passwordResetPreview,
});

export const resetPasswordOperation = defineOperation({
  ...base,
  isOpen: true,
  id: 'resetPassword',
  method: 'POST',
  path: '/v1/password_resets/use',
  summary: 'Set a new password with the token of a link, once; every sign-in of the person ends',
  body: resetPasswordBody,
  response: passwordResetDone,
});
