'use client';

import { CircleUser } from 'lucide-react';
import type { ComponentProps } from 'react';

import { classNames } from '@/components/ui/class-names';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/menu';

import { useShowHelp } from './help';
import { navItemClass } from './nav';
import { applyTheme, themes } from './theme';
import type { Theme } from './theme';
import { useTheme } from './use-theme';
import { useViewer } from './workspace';
import { SwitchItems } from './workspace-switcher';
import type { Membership } from './workspace-switcher';

const themeNames = { system: 'Light or dark by the system', light: 'Light', dark: 'Dark' } as const;

type AccountMenuProps = { memberships: readonly Membership[]; theme: Theme };

export function AccountMenu({ memberships, theme: initial }: AccountMenuProps) {
  const { person } = useViewer();
  const theme = useTheme(initial);
  const showHelp = useShowHelp();
  return (
    <Menu align="start" trigger={<AccountButton />}>
      <MenuLabel>{person.email}</MenuLabel>
      <SwitchItems memberships={memberships} />
      <MenuSeparator />
      {themes.map((each) => (
        <MenuItem key={each} onSelect={() => applyTheme(each)} {...(each === theme && { shortcut: '✓' })}>
          {themeNames[each]}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={showHelp} shortcut="?">
        Keyboard help
      </MenuItem>
      <MenuItem onSelect={() => window.location.assign('/sign-out')}>Sign out</MenuItem>
    </Menu>
  );
}

/** Hands on what the menu adds to its trigger. */
function AccountButton(props: ComponentProps<'button'>) {
  const { person, role } = useViewer();
  return (
    <button
      {...props}
      type="button"
      aria-label={`Account of ${person.name}`}
      className={classNames(navItemClass, 'text-left min-[900px]:h-10 min-[900px]:w-full')}
    >
      <CircleUser aria-hidden size={16} strokeWidth={1.75} className="shrink-0" />
      <span className="min-[900px]:hidden">Account</span>
      <span className="grid min-w-0 max-[899px]:hidden">
        <span className="truncate">{person.name}</span>
        <span className="truncate text-small text-soft">{role.replace('_', ' ')}</span>
      </span>
    </button>
  );
}
