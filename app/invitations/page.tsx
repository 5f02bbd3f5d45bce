import type { Metadata } from 'next';

import { AcceptInvitation } from '@/components/auth/accept-invitation';
import { ssoName } from '@/lib/auth/oidc';
import { QueryProvider } from '@/components/shell/query-provider';

export const metadata: Metadata = { title: 'Invitation' };

export default function InvitationPage() {
  return (
    <QueryProvider>
      <AcceptInvitation sso={ssoName()} />
    </QueryProvider>
  );
}
