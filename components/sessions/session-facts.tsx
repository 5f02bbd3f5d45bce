'use client';

import { ShieldCheck, ShieldOff } from 'lucide-react';

import { ActorLabel } from '@/components/actors/actor-label';
import { Fact } from '@/components/memories/fact';
import { VisibleText } from '@/components/text/visible-text';
import { Badge } from '@/components/ui/badge';
import { CopyId } from '@/components/ui/copy';
import { Time } from '@/components/ui/time';
import type { SessionResource } from '@/lib/sessions/schema';

import { describeLoss, describeWrites } from './session-words';

/** Who ran, on whose behalf, how far it is trusted, and whether it can still act. */
export function SessionFacts({ session }: { session: SessionResource }) {
  const { agent, archived_at: archivedAt, governance } = session;
  return (
    <dl aria-label="About this session" className="flex flex-wrap gap-x-8 gap-y-3">
      <Fact name="Agent">
        <span className="[overflow-wrap:anywhere]">
          <VisibleText text={agent.id} />
        </span>
      </Fact>
      {governance && governance.models.length > 0 && (
        <Fact name={governance.models.length === 1 ? 'Model' : 'Models'}>
          <VisibleText text={governance.models.join(', ')} />
        </Fact>
      )}
      {governance && <Trust tier={governance.trust_tier} />}
      {governance && (
        <Fact name="Created by">
          <ActorLabel actor={governance.created_by} />
        </Fact>
      )}
      <Fact name="Token">
        {archivedAt === null ? (
          'works'
        ) : (
          <span>
            refused, archived <Time value={archivedAt} isInSentence />
          </span>
        )}
      </Fact>
      <Fact name="Started">
        <Time value={session.created_at} />
      </Fact>
      {governance && (
        <>
          <Fact name="Last active">
            <Time value={governance.last_active_at} />
          </Fact>
          <Fact name="Wrote">
            <span>
              {describeWrites(governance.writes)}{' '}
              <span className="text-removed">{describeLoss(governance.writes)}</span>
            </span>
          </Fact>
        </>
      )}
      <Fact name="Id">
        <CopyId id={session.id} />
      </Fact>
    </dl>
  );
}

function Trust({ tier }: { tier: string }) {
  const isTrusted = tier === 'trusted';
  return (
    <Fact name="Trust">
      <Badge tone={isTrusted ? 'neutral' : 'withheld'} icon={isTrusted ? ShieldCheck : ShieldOff}>
        {tier}
      </Badge>
    </Fact>
  );
}
