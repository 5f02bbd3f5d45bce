import { Lock } from 'lucide-react';

import { Notice } from '@/components/ui/notice';

const names = new Intl.ListFormat('en', { type: 'disjunction' });

type SettingsForbiddenProps = {
  /** What the page is for, as in "manages members". */
  does: string;
  administrators: readonly string[];
};

/** In the place of a page of the settings that is for administrators. */
export function SettingsForbidden({ does, administrators }: SettingsForbiddenProps) {
  const whom =
    administrators.length === 0 ? 'an administrator of this workspace' : names.format(administrators);
  return (
    <Notice icon={Lock} title={`Only an administrator ${does}`}>
      <p>Your role does not. Ask {whom}.</p>
    </Notice>
  );
}
