import { Bot, Database, FileSearch, FileText } from 'lucide-react';

import type { SearchHit } from '@/lib/search/schema';
import type { SessionResource } from '@/lib/sessions/schema';

import { findMarks } from '@/components/text/marks';
import type { Entry, EntryGroup } from './palette-entry';
import type { Found } from './use-found';

type Context = {
  query: string;
  /** The address of the workspace. */
  root: string;
  nameOf: (storeId: string) => string;
  mayReadHistory: boolean;
  go: (href: string) => void;
};

function toTextEntry({ memory, snippets }: SearchHit, { root, nameOf, go }: Context): Entry[] {
  if (!memory) return [];
  const inPath = snippets.find(({ field }) => field === 'path');
  const inText = snippets.find(({ field }) => field === 'content');
  return [
    {
      key: `text ${memory.id}`,
      icon: FileSearch,
      text: memory.path,
      ...(inPath && { marks: inPath.marks }),
      detail: inText ?? { text: nameOf(memory.memory_store_id) },
      act: () => go(`${root}/stores/${memory.memory_store_id}/memories/${memory.id}`),
    },
  ];
}

/** Leads to what a session wrote, one line for each store that is attached to it. */
function toSessionEntries(session: SessionResource, context: Context): Entry[] {
  const { query, root, go, mayReadHistory } = context;
  const words = session.title ?? session.agent.id;
  const page = mayReadHistory ? `/history?session=${session.id}` : '';
  return session.resources.map((store) => ({
    key: `session ${session.id} ${store.memory_store_id}`,
    icon: Bot,
    text: words,
    marks: findMarks(words, query),
    detail: { text: `…${session.id.slice(-4)} in ${store.name}` },
    act: () => go(`${root}/stores/${store.memory_store_id}${page}`),
  }));
}

/** What was found, as lines of the palette. A memory whose path fits is not told a second time for its text. */
export function toFoundGroups(found: Found, context: Context): EntryGroup[] {
  const { query, root, nameOf, go } = context;
  const byPath = new Set(found.paths.map(({ id }) => id));
  const stores = found.stores.map((store) => ({
    key: `store ${store.id}`,
    icon: Database,
    text: store.name,
    marks: findMarks(store.name, query),
    ...(store.archived_at !== null && { detail: { text: 'archived' } }),
    act: () => go(`${root}/stores/${store.id}`),
  }));
  const paths = found.paths.map((memory) => ({
    key: `path ${memory.id}`,
    icon: FileText,
    text: memory.path,
    marks: findMarks(memory.path, query),
    detail: { text: nameOf(memory.memory_store_id) },
    act: () => go(`${root}/stores/${memory.memory_store_id}/memories/${memory.id}`),
  }));
  const texts = found.texts.filter(({ memory }) => memory && !byPath.has(memory.id));
  return [
    { heading: 'Stores', entries: stores },
    { heading: 'Memories by path', entries: paths },
    { heading: 'Memories by text', entries: texts.flatMap((hit) => toTextEntry(hit, context)) },
    { heading: 'Sessions', entries: found.sessions.flatMap((session) => toSessionEntries(session, context)) },
  ];
}
