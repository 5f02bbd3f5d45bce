'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { useIsOnline } from '@/components/shell/offline-line';
import { useMay, useWorkspaceId } from '@/components/shell/workspace';
import { ActFailure } from '@/components/shell/act-failure';
import { describeFailure } from '@/components/stores/failure-words';
import { Button } from '@/components/ui/button';
import { Copy } from '@/components/ui/copy';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { apiKeysQuery, createAgentKey } from '@/lib/workspaces/queries';
import type { NewApiKey } from '@/lib/workspaces/queries';

import { Step } from './step';

type KeyStepProps = {
  made: NewApiKey | null;
  onMade: (key: NewApiKey) => void;
  administrators: readonly string[];
};

/** The first step: what the agent proves itself with. */
export function KeyStep({ made, onMade, administrators }: KeyStepProps) {
  const mayManage = useMay('admin');
  return (
    <Step number={1} title="Make a key for the agent" isDone={made !== null}>
      {made && <ShownOnce apiKey={made} />}
      {!made && mayManage && <KeyForm onMade={onMade} />}
      {!mayManage && <AskSomebody administrators={administrators} />}
    </Step>
  );
}

function KeyForm({ onMade }: { onMade: (key: NewApiKey) => void }) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const isOnline = useIsOnline();
  const [name, setName] = useState('');
  const [wasSent, setWasSent] = useState(false);
  const make = useMutation({
    mutationFn: () => createAgentKey(workspaceId, name.trim()),
    onSuccess: (key) => {
      void client.invalidateQueries({ queryKey: apiKeysQuery(workspaceId).queryKey });
      onMade(key);
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
        With it an agent reads and writes memories. It cannot archive, lock, redact or export anything. If you
        have a key already, go on to the next step.
      </p>
      <div className="flex flex-wrap items-start gap-2">
        <Field
          label="Name"
          className="min-w-0 grow sm:max-w-80"
          error={wasSent && isNameless ? 'A key needs a name.' : null}
        >
          {(control) => (
            <Input
              {...control}
              placeholder="research-agent"
              autoComplete="off"
              maxLength={255}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" className="mt-6" isBusy={make.isPending} disabled={!isOnline}>
          Make the key
        </Button>
      </div>
      <ActFailure failure={describeFailure('The key was not made', make.error)} />
    </form>
  );
}

/** The form that had the focus is gone. */
function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}

function ShownOnce({ apiKey }: { apiKey: NewApiKey }) {
  return (
    <>
      <output>
        The key “{apiKey.name}” is shown this once. Copy it now: when you leave this page, nobody can read it
        again.
      </output>
      <div className="flex flex-wrap items-center gap-2 rounded-pane border border-line bg-sunken py-1.5 pr-1.5 pl-3">
        <code ref={takeFocus} tabIndex={-1} className="min-w-0 grow text-small break-all select-all">
          {apiKey.secret}
        </code>
        <Copy text={apiKey.secret} label="The key" shown="Copy the key" className="h-6 hover:bg-raised" />
      </div>
    </>
  );
}

const names = new Intl.ListFormat('en', { type: 'disjunction' });

function AskSomebody({ administrators }: { administrators: readonly string[] }) {
  const whom =
    administrators.length === 0 ? 'an administrator of this workspace' : names.format(administrators);
  return (
    <p className="max-w-[64ch]">
      Only administrators make keys. Ask {whom} for a key of the kind “agent”, and go on from here with it.
    </p>
  );
}
