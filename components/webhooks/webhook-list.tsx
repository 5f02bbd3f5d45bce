'use client';

import { useQuery } from '@tanstack/react-query';
import { Webhook } from 'lucide-react';
import Link from 'next/link';

import { Failure } from '@/components/shell/failure';
import { useWorkspaceId } from '@/components/shell/workspace';
import { Badge } from '@/components/ui/badge';
import { Notice } from '@/components/ui/notice';
import { SkeletonRows } from '@/components/ui/skeleton';
import { webhooksQuery } from '@/lib/webhooks/queries';
import type { WebhookResource } from '@/lib/webhooks/schema';

import { describeState } from './delivery-words';
import { WebhookActs } from './webhook-acts';

/** The addresses that are told, newest first. */
export function WebhookList() {
  const { data, error, refetch } = useQuery(webhooksQuery(useWorkspaceId()));
  if (error) return <Failure what="the webhooks" error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows count={3} label="Loading the webhooks" />;
  if (data.data.length === 0) {
    return (
      <Notice icon={Webhook} title="Nobody is told yet">
        A webhook is an address of yours that is sent a signed message when something happens: a memory was
        written, a version redacted, a store deleted. It holds ids, and never a text.
      </Notice>
    );
  }
  return (
    <ul className="border-t border-line">
      {data.data.map((webhook) => (
        <WebhookRow key={webhook.id} webhook={webhook} />
      ))}
    </ul>
  );
}

function WebhookRow({ webhook }: { webhook: WebhookResource }) {
  const root = `/w/${useWorkspaceId()}/settings/webhooks`;
  const { word, tone } = describeState(webhook);
  return (
    <li className="flex min-h-14 items-center justify-between gap-4 border-b border-line py-2">
      <div className="grid min-w-0 gap-0.5">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <Link
            href={`${root}/${webhook.id}`}
            prefetch={false}
            className="min-w-0 font-medium [overflow-wrap:anywhere]"
          >
            {webhook.url}
          </Link>
          <Badge tone={tone}>{word}</Badge>
        </div>
        <span className="font-mono text-small text-soft [overflow-wrap:anywhere]">
          {webhook.event_types.join('  ')}
        </span>
      </div>
      <WebhookActs webhook={webhook} />
    </li>
  );
}
