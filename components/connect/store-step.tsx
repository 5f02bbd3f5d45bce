'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';

import { useIsOnline } from '@/components/shell/offline-line';
import { useMay, useWorkspaceId } from '@/components/shell/workspace';
import { ActFailure } from '@/components/shell/act-failure';
import { describeFailure } from '@/components/stores/failure-words';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/input';
import { storesKey } from '@/lib/stores/keys';
import { createStore } from '@/lib/stores/queries';

import { Step } from './step';

export type StoreChoice = { id: string; name: string };

type StoreStepProps = {
  stores: readonly StoreChoice[];
  chosen: StoreChoice | null;
  onChoose: (store: StoreChoice | null) => void;
};

const newStore = '';

/** The second step: where the agent will keep what it remembers. */
export function StoreStep({ stores, chosen, onChoose }: StoreStepProps) {
  const mayManage = useMay('admin');
  const isMaking = mayManage && chosen === null;
  const select = useRef<HTMLSelectElement>(null);
  const wasMaking = useRef(isMaking);
  useEffect(
    function takeFocusFromTheForm() {
      if (wasMaking.current && !isMaking) select.current?.focus();
      wasMaking.current = isMaking;
    },
    [isMaking],
  );
  return (
    <Step number={2} title="Choose where it remembers" isDone={chosen !== null}>
      {stores.length > 0 && (
        <Field label="Store" className="sm:max-w-96">
          {(control) => (
            <Select
              {...control}
              ref={select}
              value={chosen?.id ?? newStore}
              onChange={(event) => onChoose(stores.find(({ id }) => id === event.target.value) ?? null)}
            >
              <option value={newStore}>{mayManage ? 'A new store' : 'Choose a store'}</option>
              {stores.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {stores.length === 0 && !mayManage && (
        <p className="max-w-[64ch]">
          There is no store yet, and only administrators make one. Ask them for one.
        </p>
      )}
      {isMaking && <StoreForm onMade={onChoose} />}
    </Step>
  );
}

function StoreForm({ onMade }: { onMade: (store: StoreChoice) => void }) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const isOnline = useIsOnline();
  const [name, setName] = useState('');
  const [wasSent, setWasSent] = useState(false);
  const make = useMutation({
    mutationFn: () => createStore(workspaceId, { name: name.trim(), description: '', metadata: {} }),
    onSuccess: ({ id, name: called }) => {
      void client.invalidateQueries({ queryKey: storesKey(workspaceId) });
      onMade({ id, name: called });
    },
  });
  const isNameless = name.trim() === '';
  return (
    <form
      noValidate
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setWasSent(true);
        if (!isNameless && !make.isPending && isOnline) make.mutate();
      }}
    >
      <p className="max-w-[64ch] text-soft">
        A store is a folder of memories. One for each agent, team or purpose is a good beginning.
      </p>
      <div className="flex flex-wrap items-start gap-2">
        <Field
          label="Name of the new store"
          className="min-w-0 grow sm:max-w-80"
          error={wasSent && isNameless ? 'A store needs a name.' : null}
        >
          {(control) => (
            <Input
              {...control}
              placeholder="Research notes"
              autoComplete="off"
              maxLength={255}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" className="mt-6" isBusy={make.isPending} disabled={!isOnline}>
          Make the store
        </Button>
      </div>
      <ActFailure failure={describeFailure('The store was not made', make.error)} />
    </form>
  );
}
