import { endpoint, handle } from '@/lib/http/endpoint';
import { targetOf } from '@/lib/memories/target';
import { previewRedaction } from '@/lib/redactions/preview-redaction';
import { redactMemory } from '@/lib/redactions/redact-memory';
import { redactMemoryOperation } from '@/lib/redactions/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(redactMemoryOperation, async ({ actor, params, body }) =>
    body.dry_run
      ? (await previewRedaction(actor, targetOf(params), body)).shown
      : redactMemory(actor, targetOf(params), body),
  ),
);
