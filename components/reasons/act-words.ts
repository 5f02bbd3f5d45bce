import type { ReasonAct, ReasonDemand } from '@/lib/workspaces/reason-demands';

export const actWords: Record<ReasonAct, { name: string; what: string }> = {
  redact: { name: 'Redact', what: 'makes text unreadable for good' },
  delete: { name: 'Delete memories', what: 'takes them out of the store; their history stays' },
  withhold: { name: 'Withhold', what: 'keeps a memory from agents' },
  release: { name: 'Release', what: 'lets agents read a withheld memory again' },
  revert: { name: 'Revert', what: 'puts back what a session or a key wrote' },
  restore: { name: 'Restore a version', what: 'puts an earlier text in place again' },
  archive: { name: 'Archive', what: 'retires a memory' },
  lock: { name: 'Lock', what: 'keeps agents from changing a memory' },
};

export const demandWords: Record<ReasonDemand, string> = {
  optional: 'Optional',
  asked: 'Asked',
  required: 'Required',
};
