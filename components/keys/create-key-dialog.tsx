'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { ActDialog } from '@/components/shell/act-dialog';
import { useWorkspaceId } from '@/components/shell/workspace';
import { describeFailure } from '@/components/stores/failure-words';
import { Choice } from '@/components/ui/choice';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { agentScopes, scopes, trustTiers } from '@/lib/auth/actor';
import type { Scope, TrustTier } from '@/lib/auth/actor';
import { createKey } from '@/lib/workspaces/queries';
import type { ApiKeyResource } from '@/lib/workspaces/schema';

import { toExpiresAt } from './expiry';
import type { Expiry } from './expiry';
import { ExpiryField } from './expiry-field';
import { kindWords, tierWords } from './key-words';
import { ScopeChoice } from './scope-choice';
import { ShownKey } from './shown-key';
import { useKeysChanged } from './use-keys-changed';

type Kind = ApiKeyResource['kind'];
const kinds = ['agent', 'operator'] as const satisfies readonly Kind[];
const scopesOf: Record<Kind, readonly Scope[]> = { agent: agentScopes, operator: scopes };

type Draft = { name: string; kind: Kind; scopes: Scope[]; tier: TrustTier; expiry: Expiry };
const emptyDraft: Draft = {
  name: '',
  kind: 'agent',
  scopes: [...agentScopes],
  tier: 'untrusted',
  expiry: 'never',
};

/** Asks what the key is for, and then shows its secret. */
export function CreateKeyDialog({ onClose }: { onClose: () => void }) {
  const workspaceId = useWorkspaceId();
  const onChanged = useKeysChanged();
  const [draft, setDraft] = useState(emptyDraft);
  const [wasSent, setWasSent] = useState(false);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const make = useMutation({
    mutationFn: () =>
      createKey(workspaceId, {
        name: draft.name.trim(),
        kind: draft.kind,
        scopes: draft.scopes,
        trust_tier: draft.tier,
        expires_at: toExpiresAt(draft.expiry, Date.now()) ?? null,
      }),
    onSuccess: onChanged,
  });
  if (make.data) return <ShownKey apiKey={make.data} onClose={onClose} />;
  const nameFault = draft.name.trim() === '' ? 'A key needs a name.' : null;
  const scopeFault = draft.scopes.length === 0 ? 'A key that may do nothing is of no use.' : null;
  return (
    <ActDialog
      title="Make a key"
      act="Make the key"
      isBusy={make.isPending}
      failure={describeFailure('The key was not made', make.error)}
      onClose={onClose}
      onSubmit={() => {
        setWasSent(true);
        if (nameFault === null && scopeFault === null) make.mutate();
      }}
    >
      <Field label="Name" hint="What will use it, as in “research-agent”." error={wasSent ? nameFault : null}>
        {(control) => (
          <Input
            {...control}
            data-first-focus
            autoComplete="off"
            spellCheck={false}
            maxLength={255}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Choice
        legend="Kind"
        options={kinds}
        describe={(kind) => ({ name: kindWords[kind].name, about: kindWords[kind].may })}
        value={draft.kind}
        onChange={(kind) => change({ kind, scopes: [...scopesOf[kind]] })}
      />
      <ScopeChoice
        options={scopesOf[draft.kind]}
        value={draft.scopes}
        onChange={(chosen) => change({ scopes: chosen })}
        error={wasSent ? scopeFault : null}
      />
      <Choice
        legend="Trust"
        options={trustTiers}
        describe={(tier) => ({ name: tierWords[tier].name, about: tierWords[tier].means })}
        value={draft.tier}
        onChange={(tier) => change({ tier })}
      />
      <ExpiryField value={draft.expiry} onChange={(expiry) => change({ expiry })} />
      <p className="text-soft">
        Name, kind and scopes stay as they are for good. Trust and expiry can change.
      </p>
    </ActDialog>
  );
}
