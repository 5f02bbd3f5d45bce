/** Acts that can carry a reason, those that destroy first. Taking back an archive or a lock asks for none. */
export const reasonActs = [
  'redact',
  'delete',
  'withhold',
  'release',
  'revert',
  'restore',
  'archive',
  'lock',
] as const;
export type ReasonAct = (typeof reasonActs)[number];

/** `optional`: whoever likes says why · `asked`: people are asked in the dashboard · `required`: without a reason the API refuses. */
export const reasonDemands = ['optional', 'asked', 'required'] as const;
export type ReasonDemand = (typeof reasonDemands)[number];
export type ReasonDemands = Record<ReasonAct, ReasonDemand>;

/** Where nobody said otherwise: asked for what takes something away from somebody, or puts a text in place of another. */
export const defaultDemands: ReasonDemands = {
  redact: 'asked',
  delete: 'asked',
  withhold: 'asked',
  release: 'optional',
  revert: 'asked',
  restore: 'asked',
  archive: 'optional',
  lock: 'optional',
};
