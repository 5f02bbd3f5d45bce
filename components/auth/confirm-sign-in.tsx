'use client';

import { useViewer } from '@/components/shell/workspace';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { settleProof } from '@/lib/http/step-up';

import { PasswordDialog } from './password-dialog';
import { SsoButton } from './sso-button';

/** Asks for the proof once more before something that gives power away or destroys. */
export function ConfirmSignIn() {
  const { ssoName } = useViewer();
  return ssoName === null ? <ConfirmPassword /> : <ConfirmWithProvider name={ssoName} />;
}

function ConfirmWithProvider({ name }: { name: string }) {
  const { hash, pathname, search } = window.location;
  return (
    <Dialog title="Confirm that it is you" onClose={() => settleProof(false)}>
      <div className="grid gap-4">
        <p>
          You signed in more than five minutes ago. What you are about to do wants you to sign in again. You
          come back to this page; then do it once more.
        </p>
        <SsoButton
          name={name}
          label={`Sign in again with ${name}`}
          returnPath={pathname + search + hash}
          isAgain
        />
      </div>
    </Dialog>
  );
}

/** With the password it goes on by itself. */
function ConfirmPassword() {
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
