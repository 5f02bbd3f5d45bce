import { Lock } from 'lucide-react';

import { PageHeader } from '@/components/shell/page-header';
import { Notice } from '@/components/ui/notice';

/** For auditors: the trail tells them of every revert, without the paths that a plan shows. */
export function RevertsForbidden() {
  return (
    <>
      <PageHeader crumbs={[{ name: 'Reverts' }]} />
      <main id="page">
        <Notice icon={Lock} title="Your role may not read reverts">
          <p>
            Viewers, reviewers, privacy officers and administrators may. An administrator of this workspace
            can change your role. Who reverted what stands in the audit trail, without any path or text.
          </p>
        </Notice>
      </main>
    </>
  );
}
