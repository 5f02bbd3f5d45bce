import * as audit from '@/lib/audit/schema';
import * as history from '@/lib/history/schema';
import * as timeline from '@/lib/history/timeline';
import type { Operation } from '@/lib/http/contract';
import * as mostRead from '@/lib/memories/most-read';
import * as live from '@/lib/live/schema';
import * as memories from '@/lib/memories/schema';
import * as tree from '@/lib/memories/tree';
import * as job from '@/lib/overview/job';
import * as overview from '@/lib/overview/schema';
import * as redactions from '@/lib/redactions/schema';
import * as retention from '@/lib/retention/schema';
import * as reverts from '@/lib/reverts/schema';
import * as search from '@/lib/search/schema';
import * as actorName from '@/lib/sessions/actor-name';
import * as sessions from '@/lib/sessions/schema';
import * as sessionSearch from '@/lib/sessions/session-search';
import * as sessionWrite from '@/lib/sessions/session-write';
import * as limits from '@/lib/stores/limits';
import * as stores from '@/lib/stores/schema';
import * as transfer from '@/lib/transfer/schema';
import * as versions from '@/lib/versions/schema';
import * as identity from '@/lib/workspaces/identity';
import * as webhooks from '@/lib/webhooks/schema';
import * as invitation from '@/lib/workspaces/invitation';
import * as member from '@/lib/workspaces/member';
import * as password from '@/lib/workspaces/password';
import * as reasonPolicy from '@/lib/workspaces/reason-policy';
import * as workspaces from '@/lib/workspaces/schema';
import * as workspace from '@/lib/workspaces/workspace';

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'wantsMemoryBeta' in value;
}

/** Every operation of the API. A test compares this with the route handlers. */
export const operations: readonly Operation[] = [
  stores,
  memories,
  tree,
  mostRead,
  versions,
  history,
  timeline,
  reverts,
  redactions,
  retention,
  transfer,
  search,
  overview,
  job,
  sessions,
  actorName,
  sessionSearch,
  sessionWrite,
  audit,
  live,
  workspaces,
  workspace,
  member,
  webhooks,
  reasonPolicy,
  limits,
  invitation,
  identity,
  password,
].flatMap((schema) => Object.values(schema).filter(isOperation));
