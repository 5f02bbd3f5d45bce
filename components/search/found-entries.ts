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

/** Leads to the page of a session, with what it is attached to. */
function toSessionEntry(session: SessionResource, { query, root, go }: Context): Entry {
  const words = session.title ?? session.agent.id;
  const stores = session.resources.map(({ name }) => name).join(', ');
  return {
    key: `session ${session.id}`,
    icon: Bot,
    text: words,
    marks: findMarks(words, query),
    detail: { text: `…${session.id.slice(-4)}${stores === '' ? '' : ` in ${stores}`}` },
    act: () => go(`${root}/sessions/${session.id}`),
  };
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
    { heading: 'Sessions', entries: found.sessions.map((session) => toSessionEntry(session, context)) },
  ];
}
