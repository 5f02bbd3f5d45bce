'use client';

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, CircleX, Clock, Send } from 'lucide-react';
import Link from 'next/link';

import { Failure } from '@/components/shell/failure';
import { useIsOnline } from '@/components/shell/offline-line';
import { useWorkspaceId } from '@/components/shell/workspace';
import { describeFailure } from '@/components/stores/failure-words';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { SkeletonRows } from '@/components/ui/skeleton';
import { Time } from '@/components/ui/time';
import { useToast } from '@/components/ui/toast';
import { deliveriesQuery, replayDelivery, webhooksKey } from '@/lib/webhooks/queries';
import type { WebhookDeliveryResource } from '@/lib/webhooks/schema';

import { describeAttempt } from './delivery-words';

const statuses = {
  pending: { icon: Clock, tone: 'withheld', word: 'waiting' },
  delivered: { icon: CircleCheck, tone: 'added', word: 'delivered' },
  failed: { icon: CircleX, tone: 'danger', word: 'given up' },
} as const;

type DeliveryListProps = { webhookId: string; isEnabled: boolean };

/** What was and will be sent to one address, newest first. */
export function DeliveryList({ webhookId, isEnabled }: DeliveryListProps) {
  const query = useInfiniteQuery(deliveriesQuery(useWorkspaceId(), webhookId));
  if (query.error)
    return <Failure what="the deliveries" error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows count={8} label="Loading the deliveries" />;
  const deliveries = query.data.pages.flatMap((page) => page.data);
  if (deliveries.length === 0) {
    return (
      <Notice icon={Send} title="Nothing was sent yet">
        Each event will stand here with how it went. Send a test to see whether it arrives.
      </Notice>
    );
  }
  return (
    <div className="grid justify-items-start gap-3">
      <ul aria-label="Deliveries, newest first" className="w-full border-t border-line">
        {deliveries.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} isEnabled={isEnabled} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show older
        </Button>
      )}
    </div>
  );
}

type DeliveryRowProps = { delivery: WebhookDeliveryResource; isEnabled: boolean };

function DeliveryRow({ delivery, isEnabled }: DeliveryRowProps) {
  const { icon, tone, word } = statuses[delivery.status];
  const trail = `/w/${useWorkspaceId()}/audit`;
  const isOfTrail = delivery.event_id !== delivery.id;
  return (
    <li className="grid min-h-12 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-b border-line py-2 min-[900px]:grid-cols-[112px_minmax(0,1fr)_minmax(0,1.2fr)_112px]">
      <span className="max-[899px]:order-2">
        <Badge tone={tone} icon={icon}>
          {word}
        </Badge>
      </span>
      <span className="min-w-0 font-mono text-small [overflow-wrap:anywhere] max-[899px]:order-1">
        {isOfTrail ? (
          <Link href={`${trail}/${delivery.event_id}`} prefetch={false}>
            {delivery.event_type}
          </Link>
        ) : (
          delivery.event_type
        )}
      </span>
      <span className="text-small text-soft max-[899px]:order-3">
        {describeAttempt(delivery)} · <Time value={delivery.created_at} isInSentence />
        {delivery.next_attempt_at !== null && delivery.attempts > 0 && (
          <>
            , again{' '}
            <time dateTime={delivery.next_attempt_at} suppressHydrationWarning>
              {new Date(delivery.next_attempt_at).toLocaleTimeString('en')}
            </time>
          </>
        )}
      </span>
      <span className="justify-self-end max-[899px]:order-4">
        {delivery.status !== 'pending' && <Replay delivery={delivery} isEnabled={isEnabled} />}
      </span>
    </li>
  );
}

function Replay({ delivery, isEnabled }: DeliveryRowProps) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const toast = useToast();
  const isOnline = useIsOnline();
  const failed = 'It was not sent again';
  const replay = useMutation({
    mutationFn: () => replayDelivery({ workspaceId, webhookId: delivery.webhook_id }, delivery.id),
    onSuccess: () => client.invalidateQueries({ queryKey: webhooksKey(workspaceId) }),
    onError: (error) => toast({ title: describeFailure(failed, error) ?? failed, isFailure: true }),
  });
  return (
    <Button
      aria-label={`Send ${delivery.event_type} again`}
      isBusy={replay.isPending}
      disabled={!isOnline || !isEnabled}
      title={isEnabled ? undefined : 'The webhook is disabled'}
      onClick={() => replay.mutate()}
    >
      Send again
    </Button>
  );
}
