import { z } from 'zod';

import { text } from '@/lib/http/fields';

/** An address as accounts have it: in small letters, without blanks around it. */
export const email = z
  .string()
  .max(320)
  .transform((value) => value.trim().toLowerCase())
  .pipe(z.email({ error: ': is not an e-mail address' }));

export const minPasswordCharacters = 12;
export const maxPasswordCharacters = 200;

/** Length is what makes a password hard to guess (NIST SP 800-63B): nothing else is asked of it. */
export const newPassword = text.min(minPasswordCharacters).max(maxPasswordCharacters);

/** What somebody types as the password that they have. */
export const givenPassword = z.string().max(1000);

/** The secret of a link, as it stands in the link's fragment. */
export const linkToken = text.min(1).max(128);
