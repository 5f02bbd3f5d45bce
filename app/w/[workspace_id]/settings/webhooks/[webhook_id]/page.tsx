import type { Metadata } from 'next';

import { SettingsForbidden } from '@/components/settings/settings-forbidden';
import { Hydrate } from '@/components/shell/hydrate';
import { WebhookView } from '@/components/webhooks/webhook-view';
import { orNotFound } from '@/lib/auth/or-not-found';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { canManageWebhooks } from '@/lib/webhooks/policy';
import { deliveriesQuery, webhookQuery, webhooksAPage } from '@/lib/webhooks/queries';
import { listWebhookDeliveries, retrieveWebhook } from '@/lib/webhooks/read';
import { listAdministratorNames } from '@/lib/workspaces/read';

type PageProps = { params: Promise<{ workspace_id: string; webhook_id: string }> };

export const metadata: Metadata = { title: 'Webhook' };

export default async function WebhookPage({ params }: PageProps) {
  const { workspace_id: workspaceId, webhook_id: webhookId } = await params;
  const actor = await requirePageActor(workspaceId);
  if (!canManageWebhooks(actor))
    return <SettingsForbidden does="manages webhooks" administrators={await listAdministratorNames(actor)} />;
  const webhook = await orNotFound(retrieveWebhook(actor, webhookId));
  const deliveries = await listWebhookDeliveries(actor, webhookId, { limit: webhooksAPage });
  const { queryKey, initialPageParam } = deliveriesQuery(workspaceId, webhookId);
  return (
    <Hydrate
      data={[
        [webhookQuery(workspaceId, webhookId).queryKey, webhook],
        [queryKey, { pages: [deliveries], pageParams: [initialPageParam] }],
      ]}
    >
      <WebhookView webhookId={webhookId} />
    </Hydrate>
  );
}
