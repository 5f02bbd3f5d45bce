import { FileQuestion } from 'lucide-react';

import { PageHeader } from '@/components/shell/page-header';
import { Notice } from '@/components/ui/notice';

export default function MemoryNotFound() {
  return (
    <>
      <PageHeader crumbs={[{ name: 'No such memory' }]} />
      <main id="page">
        <Notice icon={FileQuestion} title="There is no such memory in this store">
          <p>
            Its address may be mistyped, or its store may have been deleted. A memory that was only deleted
            keeps its history, and would be shown here.
          </p>
        </Notice>
      </main>
    </>
  );
}
