'use client';

import { useUrlState } from '@/components/history/url-state';
import { PageHeader } from '@/components/shell/page-header';
import { useWorkspaceId } from '@/components/shell/workspace';
import { ApiError } from '@/lib/http/client';

import { describeRevertFailure } from './failure-words';
import { RevertActs } from './revert-acts';
import { RevertFacts } from './revert-facts';
import { RevertItems } from './revert-items';
import { RevertNotices } from './revert-notices';
import { SubjectReverts } from './subject-reverts';
import { useRevert } from './use-revert';

/** A revert: first a dry run that asks for a decision, then how far it is, then what came of it and the way back. */
export function RevertView({ revertId }: { revertId: string }) {
  const workspaceId = useWorkspaceId();
  const root = `/w/${workspaceId}`;
  const { query, execute } = useRevert(revertId);
  const { go } = useUrlState();
  const revert = query.data;
  if (!revert) return null;
  const name = `${revert.status === 'planned' ? 'Dry run' : 'Revert'} …${revertId.slice(-4)}`;
  const isOutdated = execute.error instanceof ApiError && execute.error.errorCode === 'preview_changed';
  return (
    <>
      <PageHeader
        crumbs={[
          { name: 'Sessions', href: `${root}/sessions` },
          { name: 'Reverts', href: `${root}/reverts` },
          { name },
        ]}
        actions={
          <RevertActs
            revert={revert}
            isExecuting={execute.isPending}
            isOutdated={isOutdated}
            onExecute={(reason) => {
              // What it is narrowed to is about the plan, and soon it is about what came of it.
              go({ show: null });
              execute.mutate({ revert, reason });
            }}
          />
        }
      />
      <main id="page" className="grid grid-cols-[minmax(0,1fr)] content-start gap-6 p-4 min-[900px]:p-6">
        <RevertNotices revert={revert} failure={describeRevertFailure(execute.error)} />
        <RevertFacts revert={revert} root={root} />
        <SubjectReverts subjectId={revertId} />
        <RevertItems workspaceId={workspaceId} revert={revert} />
      </main>
    </>
  );
}
