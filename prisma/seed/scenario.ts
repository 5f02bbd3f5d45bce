import type { Access } from '@/lib/auth/actor';

/** Who wrote: a session of the scenario by name, or the people's own key. */
export type Writer = { session: string } | 'operator';

export type SeedVersion = { content: string | null; by: Writer; daysAgo: number; path?: string };

export type SeedMemory = {
  path: string;
  versions: SeedVersion[];
  /** Reads by agents over the last seven days. */
  readsPerWeek?: number;
  archivedDaysAgo?: number;
  lockedDaysAgo?: number;
};

export type SeedStore = {
  name: string;
  description: string;
  metadata?: Record<string, string>;
  memories: SeedMemory[];
};

export type SeedSession = {
  name: string;
  agent: string;
  model: string;
  title: string;
  daysAgo: number;
  attached: { store: string; access: Access; instructions?: string }[];
  /** Paths of what it read, before it wrote anything. */
  read?: { store: string; path: string }[];
};

/** What a session does at the moment at which the story is told: writes of a path, or deletes it where the content is null. */
export type SeedRun = {
  store: string;
  agent: string;
  title: string;
  acts: { path: string; content: string | null }[];
};

/** A story that the demonstration, the tests and the screenshots share. Deterministic but for ids and the day it is told. */
export type Scenario = { stores: SeedStore[]; sessions: SeedSession[]; runs?: SeedRun[] };
