'use client';

import { useQuery } from '@tanstack/react-query';

import { Fact } from '@/components/memories/fact';
import { SettingsSection } from '@/components/settings/settings-section';
import { Failure } from '@/components/shell/failure';
import { useWorkspaceId } from '@/components/shell/workspace';
import { Badge } from '@/components/ui/badge';
import { CopyId } from '@/components/ui/copy';
import { Time } from '@/components/ui/time';
import { webhookQuery } from '@/lib/webhooks/queries';

import { DeliveryList } from './delivery-list';
import { describeState } from './delivery-words';
import { WebhookActs } from './webhook-acts';

/** One address, and what was sent to it. */
export function WebhookView({ webhookId }: { webhookId: string }) {
  const { data: webhook, error, refetch } = useQuery(webhookQuery(useWorkspaceId(), webhookId));
  if (error) return <Failure what="this webhook" error={error} onRetry={() => void refetch()} />;
  if (!webhook) return null;
  const { word, tone } = describeState(webhook);
  return (
    <>
      <SettingsSection
        title={webhook.url}
        lead="Each message is signed, and tried for three days until it arrives."
        actions={<WebhookActs webhook={webhook} />}
      >
        <dl className="flex flex-wrap gap-x-10 gap-y-3">
          <Fact name="State">
            <Badge tone={tone}>{word}</Badge>
          </Fact>
          {webhook.failing_since !== null && (
            <Fact name="Last success before">
              <Time value={webhook.failing_since} isInSentence />
            </Fact>
          )}
          <Fact name="Events">
            <span className="font-mono text-small">{webhook.event_types.join('  ')}</span>
          </Fact>
          <Fact name="Created">
            <Time value={webhook.created_at} isInSentence />
          </Fact>
          {webhook.previous_secret_until !== null && (
            <Fact name="Old secret signs until">
              <time dateTime={webhook.previous_secret_until} suppressHydrationWarning>
                {new Date(webhook.previous_secret_until).toLocaleString('en', {
                  dateStyle: 'medium',
                  timeStyle: 'short',
                })}
              </time>
            </Fact>
          )}
          <Fact name="Id">
            <CopyId id={webhook.id} />
          </Fact>
        </dl>
      </SettingsSection>
      <SettingsSection
        title="Deliveries"
        lead="Of the last 30 days. An event that is sent again keeps its id, so that the receiver can tell."
      >
        <DeliveryList webhookId={webhookId} isEnabled={webhook.state === 'enabled'} />
      </SettingsSection>
    </>
  );
}
