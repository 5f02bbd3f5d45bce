'use client';

import { CircleUser } from 'lucide-react';
import { useState } from 'react';

import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';

import { useShowHelp } from './help';
import { applyTheme, themes } from './theme';
import type { Theme } from './theme';
import { useViewer } from './workspace';

const themeNames = { system: 'Light or dark by the system', light: 'Light', dark: 'Dark' } as const;

export function AccountMenu({ theme: initial }: { theme: Theme }) {
  const { person, role } = useViewer();
  const [theme, setTheme] = useState(initial);
  const showHelp = useShowHelp();
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={`Account of ${person.name}`}
          className="flex h-10 w-full items-center gap-2 rounded-control px-2 text-left hover:bg-sunken"
        >
          <CircleUser aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-soft" />
          <span className="grid min-w-0">
            <span className="truncate">{person.name}</span>
            <span className="truncate text-small text-soft">{role.replace('_', ' ')}</span>
          </span>
        </button>
      }
    >
      {themes.map((each) => (
        <MenuItem
          key={each}
          onSelect={() => {
            applyTheme(each);
            setTheme(each);
          }}
          {...(each === theme && { shortcut: '✓' })}
        >
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
