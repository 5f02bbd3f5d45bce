import type { AuditAction, AuditDetails, TargetType } from './actions';
import type { AuditEntryResource } from './schema';

export type Thing = { type: TargetType; id: string };
/** A piece of a sentence: words, or a thing that the reader's side names and links as far as the reader may see it. */
export type Piece = string | Thing;

type Told<Action extends AuditAction> = {
  target: Thing;
  storeId: string | null;
  details: AuditDetails<Action>;
};
type Sentences = { [Action in AuditAction]: (entry: Told<Action>) => Piece[] };

function say(words: TemplateStringsArray, ...pieces: (Piece | number | null)[]): Piece[] {
  return words
    .flatMap((word, index): Piece[] => {
      const piece = pieces[index] ?? null;
      return [word, ...(piece === null ? [] : [typeof piece === 'object' ? piece : String(piece)])];
    })
    .filter((piece) => piece !== '');
}

function count(number: number, word: string, plural = `${word}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? word : plural}`;
}

function list(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

const plain = (code: string) => code.replaceAll('_', ' ');
const versionOf = (id: string): Thing => ({ type: 'memory_version', id });
const memoryOf = (id: string): Thing => ({ type: 'memory', id });
const countMemories = (number: number) => count(number, 'memory', 'memories');
const countVersions = (number: number) => count(number, 'version');

function describeOutcome({ done, failed, skipped, pending }: AuditDetails<'revert.finished'>): string {
  const others = [
    failed > 0 && `${failed} failed`,
    skipped > 0 && `${skipped} left alone`,
    pending > 0 && `${pending} not reached`,
  ].filter((part) => part !== false);
  return `${countMemories(done)} put back${others.map((part) => `, ${part}`).join('')}`;
}

function describePlan(details: AuditDetails<'revert.planned'>): string {
  const parts = [
    details.restore > 0 && `${details.restore} to restore`,
    details.delete > 0 && `${details.delete} to delete`,
    details.recreate > 0 && `${details.recreate} to bring back`,
    details.none > 0 && `${details.none} to leave alone`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'nothing to do' : list(parts);
}

function subjectOf({ subject_type: type, subject_id: id }: AuditDetails<'revert.planned'>): Piece {
  if (type === 'session' || type === 'api_key' || type === 'user' || type === 'revert') return { type, id };
  return plain(type);
}

function describeRetention(details: AuditDetails<'retention_policy.updated'>): string {
  const { versions_after_days: versions, keep_newest: newest, deleted_after_days: deleted } = details;
  if (details.is_inherited) return 'as the workspace says';
  const rules = [
    versions !== null &&
      `old versions for ${count(versions, 'day')}, the newest ${newest ?? 1} of each always`,
    deleted !== null && `deleted memories for ${count(deleted, 'day')}`,
  ].filter((rule) => rule !== false);
  return rules.length === 0 ? 'everything for good' : list(rules);
}

/** What each action is in plain words, after the name of whoever did it. The store is said by `describeEntry`. */
const sentences: Sentences = {
  'workspace.created': () => say`created this workspace`,
  'workspace.deleted': ({ details }) =>
    details.is_demonstration ? say`deleted the demonstration` : say`deleted this workspace`,
  'workspace.purged': () => say`removed everything that was in this workspace`,
  'membership.created': ({ target, details }) => say`let ${target} in as ${plain(details.role)}`,
  'membership.updated': ({ target, details }) =>
    say`made ${target} ${plain(details.role)}, who was ${plain(details.previous_role)}`,
  'membership.deleted': ({ target, details }) =>
    say`ended the membership of ${target}, who was ${plain(details.role)}`,
  'user.signed_out_everywhere': () => say`signed out everywhere`,
  'user.password_changed': () => say`chose a new password`,
  'user.password_reset': () => say`chose a new password by a link that was made for them`,
  'invitation.created': ({ target, details }) => say`made ${target} for a new ${plain(details.role)}`,
  'invitation.revoked': ({ target }) => say`revoked ${target}`,
  'invitation.accepted': ({ target, details }) => say`accepted ${target} and is ${plain(details.role)} now`,
  'user_identity.linked': () => say`linked a sign-in of the organisation to their account`,
  'user_identity.unlinked': () => say`took a sign-in of the organisation off their account`,
  'password_reset.created': ({ target }) => say`made a link for a new password of ${target}`,
  'api_key.created': ({ target, details }) =>
    say`created ${target}, for an ${plain(details.kind)}, ${details.trust_tier}, with ${list(details.scopes)}`,
  'api_key.updated': ({ target, details }) =>
    details.changed.includes('trust_tier')
      ? say`made ${target} ${plain(details.trust_tier)}, which was ${plain(details.previous_trust_tier)}${details.changed.includes('expires_at') ? ', and changed when it expires' : null}`
      : say`changed when ${target} expires`,
  'api_key.revoked': ({ target }) => say`revoked ${target}`,
  'memory_store.created': ({ target }) => say`created ${target}`,
  'memory_store.updated': ({ target, details }) => say`changed the ${list(details.changed)} of ${target}`,
  'memory_store.archived': ({ target }) => say`archived ${target}`,
  'memory_store.imported': ({ target, details }) =>
    say`imported ${countMemories(details.memory_count)} with ${countVersions(details.memory_version_count)} into ${target}`,
  'workspace.imported': ({ details }) =>
    say`imported ${count(details.memory_store_count, 'store')} with ${countMemories(details.memory_count)} and ${countVersions(details.memory_version_count)}`,
  'import.discarded': ({ target, details }) =>
    say`discarded ${target}, which was interrupted after ${countMemories(details.memory_count)}`,
  'memory_store.exported': ({ target, details }) =>
    details.format === undefined
      ? say`exported ${target}: ${countMemories(details.memory_count)} with ${countVersions(details.memory_version_count)}`
      : say`exported ${target} as files: ${countMemories(details.memory_count)}`,
  'workspace.exported': ({ details }) =>
    say`exported the whole workspace: ${count(details.memory_store_count, 'store')} with ${countMemories(details.memory_count)} and ${countVersions(details.memory_version_count)}`,
  'audit.exported': ({ details }) =>
    say`exported ${count(details.entry_count, 'audit entry', 'audit entries')}${details.filters.length > 0 ? ', narrowed by filters' : ''}`,
  'memory_store.deleted': ({ target, details }) =>
    say`deleted ${target} with ${countMemories(details.memory_count)}`,
  'memory_store.purged': ({ target, details }) =>
    say`removed what was left of ${target}: ${countMemories(details.memory_count)} with ${countVersions(details.memory_version_count)}`,
  'memory.created': ({ target, details }) =>
    say`created ${target} with ${count(details.content_size_bytes, 'byte')}`,
  'memory.updated': ({ target, details }) =>
    details.changed.includes('content')
      ? say`wrote ${count(details.content_size_bytes, 'byte')} to ${target}${details.changed.includes('path') ? ' and moved it' : ''}`
      : say`moved ${target}`,
  'memory.restored': ({ target, details }) =>
    say`restored ${target} from ${versionOf(details.origin_version_id)}`,
  'memory.reverted': ({ target, details }) =>
    'origin_version_id' in details
      ? say`put ${target} back to ${versionOf(details.origin_version_id)}`
      : say`put ${target} back by deleting it`,
  'memory.copied': ({ target, details }) =>
    say`made ${target} as a copy of ${versionOf(details.origin_version_id)}`,
  'memory.deleted': ({ target }) => say`deleted ${target}`,
  'memory.archived': ({ target }) => say`archived ${target}`,
  'memory.unarchived': ({ target }) => say`took ${target} out of the archive`,
  'memory.withheld': ({ target, details }) => say`withheld ${target} from agents: ${list(details.reasons)}`,
  'memory.released': ({ target, details }) => say`released ${target}, which was ${list(details.reasons)}`,
  'memory.locked': ({ target }) => say`locked ${target} against writing by agents`,
  'memory.unlocked': ({ target }) => say`unlocked ${target}`,
  'memory.bulk_acted': ({ details }) =>
    say`did “${plain(details.act)}” to ${countMemories(details.done)}${details.failed > 0 ? `; ${details.failed} failed` : ''}`,
  'memory.redacted': ({ target }) => say`redacted text in ${target}`,
  'memory.searched_history': ({ details }) =>
    say`searched the old versions of ${details.memory_store_count === null ? 'every store' : count(details.memory_store_count, 'store')} and was shown ${count(details.hit_count, 'hit')}`,
  'memory_version.redacted': ({ target, details }) =>
    say`redacted ${target} of ${memoryOf(details.memory_id)}`,
  'session.created': ({ target, details }) =>
    say`started ${target} with ${count(details.memory_store_ids.length, 'store')}, ${details.trust_tier}`,
  'session.archived': ({ target }) => say`archived ${target}`,
  'revert.planned': ({ target, details }) =>
    say`planned ${target} of what ${subjectOf(details)} wrote: ${describePlan(details)}`,
  'revert.started': ({ target, details }) => say`started ${target} of ${countMemories(details.memory_count)}`,
  'revert.finished': ({ target, details }) => say`finished ${target}: ${describeOutcome(details)}`,
  'revert.stopped': ({ target, details }) => say`stopped ${target}: ${describeOutcome(details)}`,
  'reason_policy.updated': ({ details }) =>
    say`changed for which acts a reason is asked: ${list(details.changed.map(({ act, demand }) => `${plain(act)} ${plain(demand)}`))}`,
  'retention_policy.updated': ({ target, details }) =>
    say`set how long ${target} keeps history: ${describeRetention(details)}`,
  'retention_run.started': ({ target }) => say`started ${target}`,
  'retention_run.finished': ({ target, details }) =>
    say`finished ${target}: removed ${countVersions(details.memory_version_count)} and ${countMemories(details.memory_count)}`,
  'job.retried': ({ target, details }) =>
    say`had ${target} tried again, after ${count(details.tries, 'failed try', 'failed tries')}`,
  'webhook.created': ({ target, details }) => say`created ${target} for ${list(details.event_types)}`,
  'webhook.updated': ({ target, details }) =>
    details.changed.join() === 'state'
      ? say`${details.state === 'enabled' ? 'enabled' : 'disabled'} ${target}`
      : say`changed the ${list(details.changed.map(plain))} of ${target}`,
  'webhook.deleted': ({ target }) => say`deleted ${target}`,
  'webhook.secret_rotated': ({ target, details }) =>
    say`gave ${target} a new secret${details.overlap_hours > 0 ? `; the old one signs too for ${count(details.overlap_hours, 'hour')}` : ''}`,
  'webhook.disabled': ({ target, details }) =>
    say`disabled ${target}, which ${details.reason === 'gone' ? 'answered that it is gone' : 'took nothing for days'}`,
  'webhook.tested': ({ target }) => say`sent a test to ${target}`,
  'webhook.delivery_replayed': ({ target }) => say`sent an event to ${target} again`,
};

/** The table is typed by action; an entry's action and details belong together, as its schema was checked when it was written. */
function sentenceOf(action: AuditAction): (entry: Told<AuditAction>) => Piece[] {
  return sentences[action] as (entry: Told<AuditAction>) => Piece[];
}

/** What happened, in plain words, to be read after the name of whoever did it. */
export function describeEntry(
  entry: Pick<AuditEntryResource, 'action' | 'target' | 'memory_store_id' | 'details'>,
): Piece[] {
  const { action, target, memory_store_id: storeId } = entry;
  const details = entry.details as AuditDetails<AuditAction>;
  const pieces = sentenceOf(action)({ target, storeId, details });
  const isOfStore = storeId !== null && target.type !== 'memory_store';
  return isOfStore ? [...pieces, ' in ', { type: 'memory_store', id: storeId }] : pieces;
}

const thingWords: Record<TargetType, string> = {
  workspace: 'the workspace',
  user: 'user',
  invitation: 'invitation',
  api_key: 'API key',
  memory_store: 'store',
  memory: 'memory',
  memory_version: 'version',
  session: 'session',
  revert: 'revert',
  import: 'import',
  retention_run: 'retention run',
  job: 'job',
  webhook: 'webhook',
};

const shownIdCharacters = 4;

/** A thing by its kind and its name, or the end of its id: "memory …1dUx". */
export function nameThing({ type, id }: Thing, name?: string): string {
  if (type === 'workspace') return thingWords.workspace;
  return `${thingWords[type]} ${name ?? `…${id.slice(-shownIdCharacters)}`}`;
}

/** An action as a choice among others: "memory version redacted". */
export function nameAction(action: AuditAction): string {
  return action.replaceAll(/[._]/g, ' ');
}
