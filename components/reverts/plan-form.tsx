'use client';

import { useQuery } from '@tanstack/react-query';

import { useRefusal } from '@/components/acts/use-refusal';
import { InstantInput } from '@/components/history/instant';
import { useUrlState } from '@/components/history/url-state';
import { ActFailure } from '@/components/shell/act-failure';
import { useMay, useWorkspaceId } from '@/components/shell/workspace';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/input';
import { apiKeysQuery } from '@/lib/workspaces/queries';

import { describeRevertFailure } from './failure-words';
import { usePlan } from './plan-button';
import { readPlan } from './plan-address';

/** Whose writes, and of which time, are to be undone. The address says it, so that it can be prepared and handed on. */
export function PlanForm() {
  const { params, go } = useUrlState();
  const mayNotGovern = useRefusal()('govern');
  const planning = usePlan();
  const plan = readPlan(params);
  const isUpsideDown =
    plan?.created_at?.gte !== undefined &&
    plan.created_at.lte !== undefined &&
    Date.parse(plan.created_at.gte) > Date.parse(plan.created_at.lte);
  return (
    <form
      aria-label="What to revert"
      onSubmit={(event) => {
        event.preventDefault();
        if (plan && !isUpsideDown && mayNotGovern === undefined) planning.mutate(plan);
      }}
      className="grid max-w-[640px] gap-4 p-4 min-[900px]:p-6"
    >
      <p className="text-soft">
        First a dry run: it shows what would become of every memory, and changes nothing.
      </p>
      <SubjectFields params={params} go={go} />
      <div className="flex flex-wrap gap-4">
        <Field label="Written from (empty: since ever)" className="max-[899px]:w-full">
          {({ id }) => <InstantInput id={id} value={params.get('from')} onChange={(from) => go({ from })} />}
        </Field>
        <Field
          label="Written until (empty: now)"
          error={isUpsideDown ? 'This is before the beginning.' : null}
          className="max-[899px]:w-full"
        >
          {({ id }) => (
            <InstantInput id={id} value={params.get('until')} onChange={(until) => go({ until })} />
          )}
        </Field>
      </div>
      <ActFailure failure={describeRevertFailure(planning.error)} />
      {mayNotGovern !== undefined && <p className="text-withheld">{mayNotGovern}</p>}
      <Button
        type="submit"
        look="primary"
        isBusy={planning.isPending || planning.isSuccess}
        disabled={!plan || isUpsideDown || mayNotGovern !== undefined}
        className="justify-self-start"
      >
        Show what would happen
      </Button>
    </form>
  );
}

type SubjectProps = { params: URLSearchParams; go: (changes: Record<string, string | null>) => void };

function SubjectFields({ params, go }: SubjectProps) {
  const isSession = params.has('session');
  return (
    <>
      <Field label="Written by">
        {(control) => (
          <Select
            {...control}
            value={isSession ? 'session' : 'key'}
            onChange={({ target }) =>
              window.history.replaceState(null, '', `?${new URLSearchParams({ [target.value]: '' })}`)
            }
          >
            <option value="key">an API key</option>
            <option value="session">a session</option>
          </Select>
        )}
      </Field>
      {isSession ? (
        <IdField
          key="session"
          label="Its id"
          value={params.get('session') ?? ''}
          onChange={(session) => go({ session })}
        />
      ) : (
        <KeyField value={params.get('key') ?? ''} onChange={(key) => go({ key })} />
      )}
    </>
  );
}

type IdFieldProps = { label: string; value: string; onChange: (id: string) => void };

/** Those who may not list keys know the one that they mean by its id. */
function KeyField(props: Omit<IdFieldProps, 'label'>) {
  const mayList = useMay('admin');
  const keys = useQuery({ ...apiKeysQuery(useWorkspaceId()), enabled: mayList });
  const listed = keys.data?.data ?? [];
  const { value, onChange } = props;
  if (!mayList || keys.isError) return <IdField {...props} label="Its id" />;
  const isUnknown = value !== '' && listed.every(({ id }) => id !== value);
  return (
    <Field label="Which key">
      {(control) => (
        <Select {...control} value={value} onChange={({ target }) => onChange(target.value)}>
          <option value="">choose a key</option>
          {isUnknown && <option value={value}>…{value.slice(-4)}</option>}
          {listed.map(({ id, name, secret_hint: hint, revoked_at: revokedAt }) => (
            <option key={id} value={id}>
              {name}, …{hint}
              {revokedAt === null ? '' : ', revoked'}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function IdField({ label, value, onChange }: IdFieldProps) {
  return (
    <Field label={label} hint="As it stands beside what it wrote: press the short form to copy the whole.">
      {(control) => (
        <Input
          {...control}
          key={value}
          defaultValue={value}
          maxLength={64}
          autoComplete="off"
          spellCheck={false}
          onBlur={({ target }) => {
            if (target.value.trim() !== value) onChange(target.value.trim());
          }}
          className="font-mono"
        />
      )}
    </Field>
  );
}
