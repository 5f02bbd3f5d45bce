'use client';

import { useState } from 'react';

import { useWorkspaceId } from '@/components/shell/workspace';
import type { NewApiKey } from '@/lib/workspaces/queries';

import { ArrivalLight } from './arrival-light';
import { KeyStep } from './key-step';
import { SnippetStep } from './snippet-step';
import { StoreStep } from './store-step';
import type { StoreChoice } from './store-step';
import { useArrival } from './use-arrival';

type ConnectStepsProps = {
  stores: readonly StoreChoice[];
  /** The store that whoever came here looked at. */
  storeId?: string | undefined;
  /** Whom to ask for a key, for those who may not make one. */
  administrators: readonly string[];
};

/** From nothing to the first memory: a key, a store, a call, and a light when it arrives. */
export function ConnectSteps({ stores, storeId, administrators }: ConnectStepsProps) {
  const workspaceId = useWorkspaceId();
  const [key, setKey] = useState<NewApiKey | null>(null);
  const [made, setMade] = useState<StoreChoice[]>([]);
  const choices = [...made, ...stores];
  const [chosen, setChosen] = useState(() => stores.find(({ id }) => id === storeId) ?? null);
  const arrival = useArrival({ storeId: chosen?.id ?? null, keyId: key?.id ?? null });
  const choose = (store: StoreChoice | null) => {
    if (store && choices.every(({ id }) => id !== store.id)) setMade([store, ...made]);
    setChosen(store);
  };
  return (
    <div className="grid max-w-[760px] gap-6 p-4 min-[900px]:p-6">
      <div className="grid gap-1">
        <p className="text-title font-semibold">Connect an agent</p>
        <p className="max-w-[64ch] text-soft">
          Three steps, and what it writes appears here: every version, who wrote it, and whether they had read
          what they replaced.
        </p>
      </div>
      <div>
        <ol>
          <KeyStep made={key} onMade={setKey} administrators={administrators} />
          <StoreStep stores={choices} chosen={chosen} onChoose={choose} />
          <SnippetStep
            storeId={chosen?.id ?? null}
            secret={key?.secret ?? null}
            hasArrived={arrival.kind === 'written'}
          />
        </ol>
        <ArrivalLight arrival={arrival} workspaceId={workspaceId} />
      </div>
    </div>
  );
}
