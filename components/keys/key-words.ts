import type { Scope, TrustTier } from '@/lib/auth/actor';
import type { ApiKeyResource } from '@/lib/workspaces/schema';

type Kind = ApiKeyResource['kind'];

export const kindWords: Record<Kind, { name: string; may: string }> = {
  agent: {
    name: 'Agent',
    may: 'For programs that remember. It never sees what is withheld from agents, and governs nothing.',
  },
  operator: {
    name: 'Operator',
    may: 'For your own tools. It sees what is withheld, and may do what its scopes say, up to everything.',
  },
};

export const scopeWords: Record<Scope, string> = {
  'memories:read': 'read memories and stores',
  'memories:write': 'write, move and delete memories',
  'history:read': 'read earlier versions and what sessions did',
  govern: 'archive, withhold, lock, redact, revert and export',
  'audit:read': 'read the audit trail, which has no text',
  privacy: 'search in old versions, and handle privacy requests',
  admin: 'manage members, keys, stores and policies',
};

export const tierWords: Record<TrustTier, { name: string; means: string }> = {
  untrusted: {
    name: 'Untrusted',
    means: 'Each version that it writes is marked as untrusted.',
  },
  trusted: {
    name: 'Trusted',
    means: 'For programs whose texts you vouch for. Each version that it writes is marked as trusted.',
  },
};

export type KeyState = 'live' | 'revoked' | 'expired';

/** Whether it opens anything at this moment. */
export function stateOf(key: Pick<ApiKeyResource, 'revoked_at' | 'expires_at'>, nowMs: number): KeyState {
  if (key.revoked_at !== null) return 'revoked';
  return key.expires_at !== null && Date.parse(key.expires_at) <= nowMs ? 'expired' : 'live';
}
