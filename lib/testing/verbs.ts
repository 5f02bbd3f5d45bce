import { auditVerbs } from './verbs/audit';
import { memoriesVerbs } from './verbs/memories';
import { overviewVerbs } from './verbs/overview';
import { redactionsVerbs } from './verbs/redactions';
import { retentionVerbs } from './verbs/retention';
import { revertsVerbs } from './verbs/reverts';
import { searchVerbs } from './verbs/search';
import { sessionsVerbs } from './verbs/sessions';
import { storesVerbs } from './verbs/stores';
import { transferVerbs } from './verbs/transfer';
import { versionsVerbs } from './verbs/versions';
import { webhooksVerbs } from './verbs/webhooks';
import { workspacesVerbs } from './verbs/workspaces';
import type { Scenario } from './verbs/scenario';

/** One scenario for every verb that changes something, by `domain/file`. */
export const verbs: Record<string, Scenario> = {
  ...workspacesVerbs,
  ...storesVerbs,
  ...versionsVerbs,
  ...memoriesVerbs,
  ...redactionsVerbs,
  ...transferVerbs,
  ...revertsVerbs,
  ...retentionVerbs,
  ...overviewVerbs,
  ...searchVerbs,
  ...sessionsVerbs,
  ...auditVerbs,
  ...webhooksVerbs,
};

/** Server files of a domain that stand where verbs stand but write no audit entry, each with the reason. */
export const unauditedVerbs: Record<string, string> = {
  'memories/act-on-memory': 'the common part of archive, withhold, lock and their opposites',
  'memories/change-state': 'the same inside a transaction, for one memory and for many',
  'memories/write-imported': 'the common part of everything that imports',
  'reads/record-reads': 'counts what was shown, which is a record of its own kind',
  'reads/flush-reads': 'writes those counts',
  'reverts/carry-out': 'goes from slice to slice',
  'reverts/compute-plan': 'computes',
  'reverts/run-slice': 'a part of run-revert and execute-revert',
  'reverts/write-items': 'the writes of such a part',
  'retention/preview-run': 'reads',
  'retention/survey-removable': 'reads',
  'retention/find-next-store': 'reads',
  'retention/find-removable': 'reads, and locks',
  'retention/run-slice': 'a part of run-retention',
  'retention/schedule-run': 'starts the daily run, whose entry is written when it ends',
  'retention/arrange-runs': 'sees to that every day',
  'history/list-as-of': 'reads',
  'search/arrange-indexing': 'sets up the jobs that make writes findable',
  'search/index-workspace': 'derives searchable text from what is written',
  'search/follow-trail': 'a part of that',
  'search/index-versions': 'a part of that',
  'search/measure-lag': 'reads',
  'stores/assert-may-destroy': 'the gate that everything passes which destroys',
  'versions/blank-version': 'the part of every redaction that blanks one version',
  'redactions/preview-redaction': 'reads',
  'history/diff-versions': 'reads',
  'history/diff-stores': 'reads',
  'history/blame-memory': 'reads',
  'history/merge-memory': 'computes',
  'transfer/export-archive': 'the common part of both exports',
  'transfer/pack-archive': 'turns lines into an archive',
  'transfer/gzip-chunks': 'compresses',
  'transfer/export-folder': 'the files of a store, for its export, which authorises',
  'transfer/pack-tar': 'turns files into a folder',
  'transfer/pack-zip': 'turns files into a folder',
  'transfer/read-zip': 'reads',
  'transfer/open-folder': 'reads',
  'transfer/open-nameless': 'makes a file that nobody else sees',
  'transfer/spool-archive': 'takes a file in, to be read twice',
  'transfer/open-archive': 'reads',
  'transfer/survey-archive': 'reads',
  'transfer/inflate-archive': 'reads',
  'transfer/import-archive': 'the common part of both imports',
  'transfer/import-folder': 'how a store is filled from files',
  'transfer/begin-import': 'its record, before anything is brought in',
  'transfer/write-portion': 'a part of it; the entry is written when everything is in',
  'transfer/finish-import': 'its end, which writes their entry',
  'stores/count-stores': 'keeps the counts that lists are ordered by',
  'stores/find-statistics': 'reads',
  'stores/search-stores': 'reads',
  'stores/find-page-store': 'reads',
  'memories/list-tree': 'reads',
  'memories/list-most-read': 'reads',
  'sessions/name-actors': 'reads',
  'sessions/search-sessions': 'reads',
  'history/list-timeline': 'reads',
  'history/list-readers': 'reads',
  'history/list-writes': 'reads',
  'history/read-sizes': 'reads',
  'search/search-paths': 'reads',
  'live/follow-changes': 'reads',
  'live/join-hub': 'reads',
  'live/take-place': 'counts open streams of this process',
  'live/announce-commits': 'tells other processes which workspaces changed',
  'webhooks/is-public-address': 'computes',
  'webhooks/sign-message': 'computes',
  'webhooks/send-message': 'makes one attempt, for deliver-webhooks',
  'webhooks/queue-events': 'turns what is recorded into deliveries, for deliver-webhooks',
  'webhooks/find-followed': 'reads',
  'webhooks/arrange-deliveries': 'sees to that every second',
  'workspaces/find-link': 'reads',
  'workspaces/enter-by-invitation': 'the part of accepting an invitation that writes',
  'workspaces/follow-commits': 'sets up the jobs that follow what is written',
  'overview/follow-writes': 'derives what the overview shows from what is written',
  'overview/read-portion': 'a part of that',
  'overview/write-portion': 'a part of that',
  'workspaces/rename-workspace': 'the end of making the demonstration, which the system does at start-up',
};
