'use client';

import { Bot, ServerCog } from 'lucide-react';
import type { ReactNode } from 'react';

import { ActorLabel } from '@/components/actors/actor-label';
import { VisibleText } from '@/components/text/visible-text';
import { Badge } from '@/components/ui/badge';
import { classNames } from '@/components/ui/class-names';
import { useNow } from '@/components/ui/clock';
import { Time } from '@/components/ui/time';
import type { ApiKeyResource } from '@/lib/workspaces/schema';

import { KeyActs } from './key-acts';
import { kindWords, stateOf, tierWords } from './key-words';

const kindIcons = { agent: Bot, operator: ServerCog } as const;

/** A key in the list: what it is, whether it is used, and until when it opens anything. */
export function KeyRow({ apiKey }: { apiKey: ApiKeyResource }) {
  const state = stateOf(apiKey, useNow());
  const { name, kind, trust_tier: tier, secret_hint: hint, created_at: createdAt } = apiKey;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-1 border-b border-line py-3 min-[1100px]:grid-cols-[minmax(0,1fr)_148px_148px_32px]">
      <div className="grid min-w-0 gap-1">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <span
            className={classNames(
              'font-medium [overflow-wrap:anywhere]',
              state !== 'live' && 'text-soft line-through',
            )}
          >
            <VisibleText text={name} />
          </span>
          <code className="text-small text-soft">…{hint}</code>
          <Badge icon={kindIcons[kind]}>{kindWords[kind].name}</Badge>
          {tier === 'trusted' && <Badge tone="accent">{tierWords[tier].name}</Badge>}
          {state !== 'live' && <Badge tone="danger">{state}</Badge>}
        </div>
        <p className="text-small text-soft">{apiKey.scopes.join(', ')}</p>
        <p className="flex flex-wrap items-center gap-x-1 text-small text-soft">
          Made <Time value={createdAt} isInSentence /> by <ActorLabel actor={apiKey.created_by} />
        </p>
      </div>
      <Column name="Last used">
        {apiKey.last_used_at === null ? 'never' : <Time value={apiKey.last_used_at} isInSentence />}
      </Column>
      <Column name={state === 'revoked' ? 'Revoked' : 'Expires'}>
        <End apiKey={apiKey} isRevoked={state === 'revoked'} />
      </Column>
      <div className="max-[1099px]:col-start-2 max-[1099px]:row-start-1">
        {state === 'revoked' ? null : <KeyActs apiKey={apiKey} />}
      </div>
    </li>
  );
}

function Column({ name, children }: { name: string; children: ReactNode }) {
  return (
    <p className="flex gap-1.5 text-small max-[1099px]:col-start-1 min-[1100px]:grid min-[1100px]:gap-0">
      <span className="text-soft">{name}</span>
      <span>{children}</span>
    </p>
  );
}

function End({ apiKey, isRevoked }: { apiKey: ApiKeyResource; isRevoked: boolean }) {
  if (isRevoked && apiKey.revoked_at !== null) return <Time value={apiKey.revoked_at} isInSentence />;
  return apiKey.expires_at === null ? 'never' : <ExpiryDay at={apiKey.expires_at} />;
}

/** A day to come is told as it stands in a calendar. */
function ExpiryDay({ at }: { at: string }) {
  return (
    <time dateTime={at} suppressHydrationWarning>
      {new Date(at).toLocaleDateString('en', { dateStyle: 'medium' })}
    </time>
  );
}
