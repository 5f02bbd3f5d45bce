import type { Role } from '@/lib/auth/actor';

type RoleWords = { name: string; may: string };

/** What the roles are called, and what whoever has one may do. */
export const roleWords: Record<Role, RoleWords> = {
  viewer: { name: 'Viewer', may: 'Reads memories, their history and sessions.' },
  reviewer: {
    name: 'Reviewer',
    may: 'Also creates, edits, restores, archives, withholds, locks and redacts memories, reverts what was written, and exports stores.',
  },
  privacy_officer: { name: 'Privacy officer', may: 'A reviewer who also searches in old versions.' },
  admin: {
    name: 'Administrator',
    may: 'All of this, and members, keys, policies and whole stores.',
  },
  auditor: { name: 'Auditor', may: 'Reads the audit trail, and no memory’s text.' },
};
