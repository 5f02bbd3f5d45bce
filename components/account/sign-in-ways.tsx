'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { SsoButton } from '@/components/auth/sso-button';
import { Failure } from '@/components/shell/failure';
import { useIsOnline } from '@/components/shell/offline-line';
import { useWorkspaceId } from '@/components/shell/workspace';
import { describeFailure } from '@/components/stores/failure-words';
import { Button } from '@/components/ui/button';
import { SkeletonRows } from '@/components/ui/skeleton';
import { Time } from '@/components/ui/time';
import { useToast } from '@/components/ui/toast';
import type { IdentityResource } from '@/lib/workspaces/identity';
import { signInWaysQuery, unlinkIdentity } from '@/lib/workspaces/queries';

/** With which providers one signs in, and the way to add the one that there is. */
export function SignInWays({ name }: { name: string }) {
  const workspaceId = useWorkspaceId();
  const { data, error, refetch } = useQuery(signInWaysQuery(workspaceId));
  if (error && !data)
    return <Failure what="your ways to sign in" error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows count={1} label="Loading your ways to sign in" />;
  if (data.identities.length > 0) {
    return (
      <ul aria-label="Linked ways to sign in" className="border-t border-line">
        {data.identities.map((identity) => (
          <IdentityRow key={`${identity.issuer} ${identity.subject}`} identity={identity} name={name} />
        ))}
      </ul>
    );
  }
  return (
    <SsoButton
      name={name}
      label={`Link ${name}`}
      link={workspaceId}
      returnPath={`/w/${workspaceId}/settings/account`}
      isAgain
    />
  );
}

function IdentityRow({ identity, name }: { identity: IdentityResource; name: string }) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const toast = useToast();
  const isOnline = useIsOnline();
  const { issuer, subject } = identity;
  const unlink = useMutation({
    mutationFn: () => unlinkIdentity(workspaceId, { issuer, subject }),
    onSuccess: () => toast({ title: `You no longer sign in with ${name}` }),
    onError: (error) => toast({ title: describeFailure('It is still linked', error) ?? '', isFailure: true }),
    onSettled: () => client.invalidateQueries({ queryKey: signInWaysQuery(workspaceId).queryKey }),
  });
  return (
    <li className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line py-2">
      <div className="grid min-w-0">
        <span className="font-medium">{name}</span>
        <span className="text-small [overflow-wrap:anywhere] text-soft">
          {issuer}, linked <Time value={identity.created_at} isInSentence />
        </span>
      </div>
      <Button isBusy={unlink.isPending} disabled={!isOnline} onClick={() => unlink.mutate()}>
        Unlink
      </Button>
    </li>
  );
}
