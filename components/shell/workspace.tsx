'use client';

import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';

import type { Role, Scope } from '@/lib/auth/actor';

/** Who is looking, and at which workspace. Handed down by the server with the page, never decided here. */
export type Viewer = {
  workspace: { id: string; name: string };
  person: { id: string; name: string; email: string };
  role: Role;
  scopes: readonly Scope[];
  /** What they sign in with where they have no password; null for a password. */
  ssoName: string | null;
};

const ViewerContext = createContext<Viewer | null>(null);

export function ViewerProvider({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  return <ViewerContext value={viewer}>{children}</ViewerContext>;
}

export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('useViewer is for pages of a workspace.');
  return viewer;
}

export function useWorkspaceId(): string {
  return useViewer().workspace.id;
}

/** Whether the person's role holds a right. What it decides is what is shown; the server decides what is done. */
export function useMay(scope: Scope): boolean {
  return useViewer().scopes.includes(scope);
}
