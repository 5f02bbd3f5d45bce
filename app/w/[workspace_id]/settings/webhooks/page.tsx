import type { Metadata } from 'next';

import { SettingsForbidden } from '@/components/settings/settings-forbidden';
import { SettingsSection } from '@/components/settings/settings-section';
import { Hydrate } from '@/components/shell/hydrate';
import { NewWebhook } from '@/components/webhooks/new-webhook';
import { WebhookList } from '@/components/webhooks/webhook-list';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { canManageWebhooks } from '@/lib/webhooks/policy';
import { webhooksAPage, webhooksQuery } from '@/lib/webhooks/queries';
import { listWebhooks } from '@/lib/webhooks/read';
import { listAdministratorNames } from '@/lib/workspaces/read';

type PageProps = { params: Promise<{ workspace_id: string }> };

export const metadata: Metadata = { title: 'Webhooks' };

export default async function WebhooksPage({ params }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  const actor = await requirePageActor(workspaceId);
  if (!canManageWebhooks(actor))
    return <SettingsForbidden does="manages webhooks" administrators={await listAdministratorNames(actor)} />;
  const webhooks = await listWebhooks(actor, { limit: webhooksAPage });
  return (
    <Hydrate data={[[webhooksQuery(workspaceId).queryKey, webhooks]]}>
      <SettingsSection
        title="Webhooks"
        lead="Addresses of yours that are told what happened, by signed messages that hold ids and never a text. What failed is tried again for three days."
        actions={<NewWebhook />}
      >
        <WebhookList />
      </SettingsSection>
    </Hydrate>
  );
}
