export type Person = { email: string; password: string };

type Workspace = { name: string; owner: Person; operatorKey?: string };

/** Workspaces that every server of the journeys has besides the demonstration, each with its owner and perhaps an operator's key. */
export const workspaces = {
  /** Where most journeys are: whatever one makes here, the others find. */
  journeys: {
    name: 'Journeys',
    owner: { email: 'owner@example.org', password: 'the words of the owner' },
    operatorKey: 'plk_key-of-the-workspace-of-the-journeys-001',
  },
  /** Nothing has happened here yet. */
  empty: {
    name: 'Empty',
    owner: { email: 'first@example.org', password: 'a first password' },
  },
  /** Nobody will miss it. */
  doomed: {
    name: 'Doomed',
    owner: { email: 'last@example.org', password: 'a last password' },
    operatorKey: 'plk_key-of-a-workspace-that-is-deleted-0123',
  },
} satisfies Record<string, Workspace>;

/** A viewer of the demonstration whom nobody will miss. */
export const leaver: Person = { email: 'leaver@palimpsest.local', password: 'the words of a leaver' };
