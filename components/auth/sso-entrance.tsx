import { ActFailure } from '@/components/shell/act-failure';

import { SsoButton } from './sso-button';

type SsoEntranceProps = { name: string; returnPath: string; hasFailed: boolean };

/** The way in by single sign-on, above the one by password. */
export function SsoEntrance({ name, returnPath, hasFailed }: SsoEntranceProps) {
  const failure = `Signing in with ${name} did not work. Try again; if it goes on, whoever runs this server finds the reason in its log.`;
  return (
    <div className="grid gap-4">
      <ActFailure failure={hasFailed ? failure : null} />
      <SsoButton name={name} label={`Sign in with ${name}`} returnPath={returnPath} className="h-10 w-full" />
      <p className="flex items-center gap-3 text-small text-soft before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
        or with a password
      </p>
    </div>
  );
}
