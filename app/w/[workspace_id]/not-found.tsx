import { FileQuestion } from 'lucide-react';

import { BackToStores } from '@/components/shell/back-to-stores';
import { PageHeader } from '@/components/shell/page-header';
import { Notice } from '@/components/ui/notice';

export default function WorkspaceNotFound() {
  return (
    <>
      <PageHeader crumbs={[{ name: 'Not found' }]} isPlace={false} />
      <main id="page">
        <Notice icon={FileQuestion} title="There is nothing at this address" action={<BackToStores />}>
          <p>
            It may be mistyped, or what it showed was deleted. ⌘K or Ctrl K finds stores, memories and
            sessions of this workspace.
          </p>
        </Notice>
      </main>
    </>
  );
}
