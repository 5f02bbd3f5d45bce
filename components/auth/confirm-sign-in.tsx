'use client';

import { Button } from '@/components/ui/button';
import { settleProof } from '@/lib/http/step-up';

import { PasswordDialog } from './password-dialog';

/** Asks for the password once more before something that gives power away or destroys; then it goes on by itself. */
export function ConfirmSignIn() {
  const cancel = () => settleProof(false);
  return (
    <PasswordDialog
      title="Confirm that it is you"
      act="Confirm"
      acting="Confirming…"
      aside={<Button onClick={cancel}>Cancel</Button>}
      onClose={cancel}
      onSignedIn={() => {
        settleProof(true);
        return Promise.resolve(null);
      }}
    >
      <p>
        You signed in more than five minutes ago. What you are about to do wants your password again, and then
        goes on by itself.
      </p>
    </PasswordDialog>
  );
}
