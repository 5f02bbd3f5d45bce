import type { ApiKeyResource } from '@/lib/workspaces/schema';

export type KeyDialogProps = { apiKey: ApiKeyResource; onClose: () => void };
