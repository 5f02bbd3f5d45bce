import { Lock } from 'lucide-react';

import { PageHeader } from '@/components/shell/page-header';
import { Notice } from '@/components/ui/notice';

/** For auditors: they read the trail, and no memory's text. */
export function MemoryForbidden() {
  return (
    <>
      <PageHeader crumbs={[{ name: 'Memory' }]} />
      <main id="page">
        <Notice icon={Lock} title="Your role may not read memories">
          <p>
            Viewers, reviewers, privacy officers and administrators may. An administrator of this workspace
            can change your role. What was done to this memory stands in the audit trail, without its text.
          </p>
        </Notice>
      </main>
    </>
  );
}
