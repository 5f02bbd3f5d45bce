'use client';

import {
  Bot,
  CornerDownRight,
  Database,
  House,
  Keyboard,
  LogOut,
  Monitor,
  Moon,
  Plug,
  Plus,
  Search,
  Sun,
} from 'lucide-react';
import { useRouter } from 'next/navigation';

import { useShowHelp } from '@/components/shell/help';
import { useIsOnline } from '@/components/shell/offline-line';
import { applyTheme } from '@/components/shell/theme';
import { useMay, useWorkspaceId } from '@/components/shell/workspace';
import { useShortcutList } from '@/components/ui/shortcuts';

import { findMarks } from '@/components/text/marks';
import type { Entry, EntryGroup } from './palette-entry';

/** Steps from one thing to the next make no sense from outside of the page. */
const steps = new Set(['j', 'k', 'Home', 'End', 'PageUp', 'PageDown', 'Escape', 'mod+k', '?']);

/** The acts of the present page, by the keys that it has bound. */
function usePageActs(): Entry[] {
  const bound = useShortcutList().filter(({ keys }) => !steps.has(keys) && !keys.startsWith('Arrow'));
  const byWords = new Map(bound.map((shortcut) => [shortcut.does, shortcut]));
  return [...byWords.values()].map(({ keys, does, act }) => ({
    key: `page ${does}`,
    icon: CornerDownRight,
    text: does,
    shortcut: keys,
    act,
  }));
}

function useGoing(): Entry[] {
  const router = useRouter();
  const root = `/w/${useWorkspaceId()}`;
  const go = (path: string) => () => router.push(root + path);
  return [
    { key: 'go overview', icon: House, text: 'Go to the overview', act: go('') },
    { key: 'go stores', icon: Database, text: 'Go to the stores', act: go('/stores') },
    { key: 'go sessions', icon: Bot, text: 'Go to the sessions', act: go('/sessions') },
    { key: 'go search', icon: Search, text: 'Go to the search page', act: go('/search') },
    { key: 'go connect', icon: Plug, text: 'Connect an agent', act: go('/connect') },
  ];
}

function useEverywhere(onCreateStore: () => void): Entry[] {
  const mayCreate = useMay('admin');
  const isOnline = useIsOnline();
  const showHelp = useShowHelp();
  const create = { key: 'create', icon: Plus, text: 'Create a store', act: onCreateStore };
  const signOut = () => window.location.assign('/sign-out');
  return [
    ...(mayCreate && isOnline ? [create] : []),
    { key: 'theme light', icon: Sun, text: 'Light colours', act: () => applyTheme('light') },
    { key: 'theme dark', icon: Moon, text: 'Dark colours', act: () => applyTheme('dark') },
    { key: 'theme system', icon: Monitor, text: 'Colours of the system', act: () => applyTheme('system') },
    { key: 'help', icon: Keyboard, text: 'Keyboard help', shortcut: '?', act: showHelp },
    { key: 'sign out', icon: LogOut, text: 'Sign out', act: signOut },
  ];
}

/** What can be done from here: all of it, or what a text is in the words of. */
export function useActs(query: string, onCreateStore: () => void): EntryGroup[] {
  const ofPage = usePageActs();
  const going = useGoing();
  const anywhere = useEverywhere(onCreateStore);
  const others = anywhere.filter(({ text }) => ofPage.every((act) => act.text !== text));
  const groups = [
    { heading: 'On this page', entries: ofPage },
    { heading: 'Go to', entries: going },
    { heading: 'Do', entries: others },
  ];
  if (query === '') return groups;
  return groups.map(({ heading, entries }) => ({
    heading,
    entries: entries.flatMap((entry) => {
      const marks = findMarks(entry.text, query);
      return marks.length > 0 ? [{ ...entry, marks }] : [];
    }),
  }));
}
