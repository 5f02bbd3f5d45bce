import { Lock } from 'lucide-react';

import { Notice } from '@/components/ui/notice';

/** The trail is for two roles; the others are told which, and whom to ask. */
export function TrailForbidden({ administrators }: { administrators: readonly string[] }) {
  return (
    <Notice icon={Lock} title="Your role may not see the audit trail" role="alert">
      <p>It is for auditors and administrators.</p>
      {administrators.length > 0 && <p>Who can change your role: {administrators.join(', ')}.</p>}
    </Notice>
  );
}
