import type { Metadata } from 'next';

import { LimitsView } from '@/components/limits/limits-view';
import { SettingsForbidden } from '@/components/settings/settings-forbidden';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { canManageStores } from '@/lib/stores/policy';
import { retrieveLimits } from '@/lib/stores/retrieve-limits';
import { listAdministratorNames } from '@/lib/workspaces/read';

type PageProps = { params: Promise<{ workspace_id: string }> };

export const metadata: Metadata = { title: 'Limits' };

export default async function LimitsPage({ params }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  const actor = await requirePageActor(workspaceId);
  if (!canManageStores(actor)) {
    return <SettingsForbidden does="sees the limits" administrators={await listAdministratorNames(actor)} />;
  }
  return <LimitsView limits={await retrieveLimits(actor)} workspaceId={workspaceId} />;
}
