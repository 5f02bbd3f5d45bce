import { FileQuestion } from 'lucide-react';

import { PageHeader } from '@/components/shell/page-header';
import { Notice } from '@/components/ui/notice';

export default function SessionNotFound() {
  return (
    <>
      <PageHeader crumbs={[{ name: 'No such session' }]} isPlace={false} />
      <main id="page">
        <Notice icon={FileQuestion} title="No session of this workspace has this id">
          <p>
            Its address may be mistyped. History that was imported can also name sessions that ran elsewhere:
            what they wrote is kept, and of the sessions themselves nothing is known here.
          </p>
        </Notice>
      </main>
    </>
  );
}
