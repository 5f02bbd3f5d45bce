import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { apiPath, callApi } from '@/lib/http/client';

import type {
  UpdateWebhookBody,
  WebhookDeliveryResource,
  WebhookResource,
  WebhookWithSecret,
} from './schema';

export const webhooksAPage = 100;

export function webhooksKey(workspaceId: string) {
  return [workspaceId, 'webhooks'] as const;
}

/** The newest webhooks of the workspace. */
export function webhooksQuery(workspaceId: string) {
  return queryOptions({
    queryKey: [...webhooksKey(workspaceId), 'list'] as const,
    queryFn: ({ signal }) =>
      callApi<{ data: WebhookResource[] }>({
        workspaceId,
        path: '/v1/webhooks',
        query: { limit: webhooksAPage },
        signal,
      }),
  });
}

export function webhookQuery(workspaceId: string, webhookId: string) {
  return queryOptions({
    queryKey: [...webhooksKey(workspaceId), webhookId, 'itself'] as const,
    queryFn: ({ signal }) =>
      callApi<WebhookResource>({ workspaceId, path: apiPath`/v1/webhooks/${webhookId}`, signal }),
  });
}

const refetchEveryMs = 3000;

type DeliveryPage = { data: WebhookDeliveryResource[]; next_page: string | null };

/** What was and will be sent, newest first; asked for again while something waits. */
export function deliveriesQuery(workspaceId: string, webhookId: string) {
  return infiniteQueryOptions({
    queryKey: [...webhooksKey(workspaceId), webhookId, 'deliveries'] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      callApi<DeliveryPage>({
        workspaceId,
        path: apiPath`/v1/webhooks/${webhookId}/deliveries`,
        query: { limit: webhooksAPage, ...(pageParam !== null && { page: pageParam }) },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ data }) => data.some(({ status }) => status === 'pending'))
        ? refetchEveryMs
        : false,
  });
}

export type WebhookWords = { url: string; event_types: string[] };

export function createWebhook(workspaceId: string, body: WebhookWords): Promise<WebhookWithSecret> {
  return callApi({ workspaceId, path: '/v1/webhooks', method: 'POST', body });
}

type WebhookRef = { workspaceId: string; webhookId: string };

export function updateWebhook(
  { workspaceId, webhookId }: WebhookRef,
  body: UpdateWebhookBody,
): Promise<WebhookResource> {
  return callApi({ workspaceId, path: apiPath`/v1/webhooks/${webhookId}`, method: 'POST', body });
}

export function deleteWebhook({ workspaceId, webhookId }: WebhookRef): Promise<{ id: string }> {
  return callApi({ workspaceId, path: apiPath`/v1/webhooks/${webhookId}`, method: 'DELETE' });
}

export function rotateWebhookSecret(
  { workspaceId, webhookId }: WebhookRef,
  overlapHours: number,
): Promise<WebhookWithSecret> {
  return callApi({
    workspaceId,
    path: apiPath`/v1/webhooks/${webhookId}/rotate_secret`,
    method: 'POST',
    body: { overlap_hours: overlapHours },
  });
}

export function testWebhook({ workspaceId, webhookId }: WebhookRef): Promise<WebhookDeliveryResource> {
  return callApi({
    workspaceId,
    path: apiPath`/v1/webhooks/${webhookId}/test`,
    method: 'POST',
    body: {},
  });
}

export function replayDelivery(
  { workspaceId, webhookId }: WebhookRef,
  deliveryId: string,
): Promise<WebhookDeliveryResource> {
  return callApi({
    workspaceId,
    path: apiPath`/v1/webhooks/${webhookId}/deliveries/${deliveryId}/replay`,
    method: 'POST',
    body: {},
  });
}
