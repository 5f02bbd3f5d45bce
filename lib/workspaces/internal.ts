import 'server-only';

import type { Actor, Scope, TrustTier } from '@/lib/auth/actor';
import { presentActor } from '@/lib/auth/schema';
import { formatInstant, formatOptionalInstant } from '@/lib/clock/instant';
import type { ApiKey } from '@/lib/db/generated/client';
import { forbidden } from '@/lib/errors/app-error';

import { canManageKeys } from './policy';
import type { ApiKeyResource } from './schema';

export function assertMayManageKeys(actor: Actor): void {
  if (!canManageKeys(actor)) throw forbidden('managing API keys needs the scope admin');
}

export function presentApiKey(key: ApiKey): ApiKeyResource {
  return {
    id: key.id,
    type: 'api_key',
    name: key.name,
    kind: key.kind as ApiKeyResource['kind'],
    scopes: key.scopes as Scope[],
    trust_tier: key.trustTier as TrustTier,
    secret_hint: key.secretHint,
    created_at: formatInstant(key.createdAt),
    created_by: presentActor(key.createdByType, key.createdById),
    expires_at: formatOptionalInstant(key.expiresAt),
    revoked_at: formatOptionalInstant(key.revokedAt),
    last_used_at: formatOptionalInstant(key.lastUsedAt),
  };
}
