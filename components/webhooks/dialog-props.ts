import type { WebhookResource } from '@/lib/webhooks/schema';

/** What every dialog about a webhook is given. */
export type WebhookDialogProps = { webhook: WebhookResource; onClose: () => void };
