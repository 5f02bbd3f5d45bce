import type { Metadata } from 'next';

import { ReasonPolicyForm } from '@/components/reasons/reason-policy-form';
import { PolicyView } from '@/components/retention/policy-view';
import { RunList } from '@/components/retention/run-list';
import { StorePolicy } from '@/components/retention/store-policy';
import { SettingsForbidden } from '@/components/settings/settings-forbidden';
import { SettingsSection } from '@/components/settings/settings-section';
import { Hydrate } from '@/components/shell/hydrate';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { canManageRetention } from '@/lib/retention/policy';
import { retentionPolicyQuery, retentionRunsQuery, runsAPage } from '@/lib/retention/queries';
import { listRuns, retrievePolicy } from '@/lib/retention/read';
import { reasonPolicyQuery } from '@/lib/workspaces/queries';
import { listAdministratorNames, retrieveReasonPolicy } from '@/lib/workspaces/read';

type PageProps = { params: Promise<{ workspace_id: string }> };

export const metadata: Metadata = { title: 'Retention and reasons' };

export default async function RetentionPage({ params }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  const actor = await requirePageActor(workspaceId);
  if (!canManageRetention(actor)) {
    return <SettingsForbidden does="sets policies" administrators={await listAdministratorNames(actor)} />;
  }
  const scope = { workspaceId, storeId: null };
  const [policy, runs, reasons] = await Promise.all([
    retrievePolicy(actor, null),
    listRuns(actor, { limit: runsAPage }),
    retrieveReasonPolicy(actor),
  ]);
  return (
    <Hydrate
      data={[
        [retentionPolicyQuery(scope).queryKey, policy],
        [retentionRunsQuery(workspaceId).queryKey, { pages: [runs], pageParams: [null] }],
        [reasonPolicyQuery(workspaceId).queryKey, reasons],
      ]}
    >
      <SettingsSection
        title="How long history is kept"
        lead="Without a policy everything is kept for good. A policy removes nothing by itself: a daily run does, or one that you order. What agents are served now is never removed."
      >
        <PolicyView scope={scope} storeName={null} />
      </SettingsSection>
      <SettingsSection
        title="Of one store"
        lead="A store follows the workspace, unless it has a policy of its own."
      >
        <StorePolicy />
      </SettingsSection>
      <SettingsSection
        title="Runs"
        lead="Each goes through the stores in small steps, and goes on after a restart."
      >
        <RunList />
      </SettingsSection>
      <SettingsSection
        title="When a reason is asked for"
        lead={
          <>
            <p>
              <b>Asked</b>: the dashboard wants one, programs may leave it out. <b>Required</b>: nobody may,
              the API refuses the act. Reasons are kept beside the audit trail and can be erased.
            </p>
            <p>
              The 14 calls of the memory-store API take no reason: keys that use them, as the official SDK
              does, are exempt.
            </p>
          </>
        }
      >
        <ReasonPolicyForm />
      </SettingsSection>
    </Hydrate>
  );
}
