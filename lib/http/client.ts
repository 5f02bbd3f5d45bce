import { memoryBetas } from './beta';
import { reportSessionEnd } from './session-end';
import { askForProof, stepUpRequired } from './step-up';

/** A refusal or failure of the API, as the browser meets it. `status` 0: the server was not reached, and nothing is known of what it did. */
export class ApiError extends Error {
  readonly status: number;
  readonly type: string;
  /** Names one conflict among others, such as `head_moved`. */
  readonly errorCode: string | null;
  readonly conflictingPath: string | null;
  readonly requestId: string | null;

  constructor(status: number, error: WireError, requestId: string | null) {
    super(error.message);
    this.name = 'ApiError';
    this.status = status;
    this.type = error.type;
    this.errorCode = error.details?.error_code ?? null;
    this.conflictingPath = error.conflicting_path ?? null;
    this.requestId = requestId;
  }
}

type WireError = {
  type: string;
  message: string;
  details?: { error_code?: string };
  conflicting_path?: string;
};

export type Call = {
  /** Null where there is none yet, for what is open to whoever holds a link. */
  workspaceId: string | null;
  /** Under `/v1`, with every part already encoded: see `apiPath`. */
  path: string;
  method?: 'GET' | 'POST' | 'DELETE';
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  signal?: AbortSignal | undefined;
};

/** The paths of the memory-store API, which insist on its beta value; our own operations beside them do not mind it. */
const memoryPaths = /^\/v1\/memory_stores(?:\/|$)/;

/** Fills a template literal with encoded parts: apiPath`/v1/memory_stores/${id}`. */
export function apiPath(texts: TemplateStringsArray, ...parts: string[]): string {
  return texts.map((text, index) => text + encodeURIComponent(parts[index] ?? '')).join('');
}

function addressOf({ path, query = {} }: Call): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

/** The headers with which the browser's cookie speaks for one workspace. */
export function apiHeaders(call: Pick<Call, 'workspaceId' | 'path'>): Record<string, string> {
  return {
    ...(call.workspaceId !== null && { 'anthropic-workspace-id': call.workspaceId }),
    ...(memoryPaths.test(call.path) && { 'anthropic-beta': memoryBetas[0] }),
  };
}

/** Turns an answer that is no success into the error to throw; that the session ended is told to the whole page. */
export async function readApiError(response: Response): Promise<ApiError> {
  if (response.status === 401) reportSessionEnd();
  const requestId = response.headers.get('request-id');
  const envelope = (await response.json().catch(() => null)) as { error?: WireError } | null;
  const unknown = {
    type: 'api_error',
    message: `The server answered ${response.status} without saying why.`,
  };
  return new ApiError(response.status, envelope?.error ?? unknown, requestId);
}

async function send(call: Call): Promise<Response> {
  const { method = 'GET', body, signal = null } = call;
  const headers = { ...apiHeaders(call), ...(body !== undefined && { 'content-type': 'application/json' }) };
  const init = { method, headers, signal, ...(body !== undefined && { body: JSON.stringify(body) }) };
  try {
    return await fetch(addressOf(call), init);
  } catch (error) {
    if (signal?.aborted) throw error;
    const message = 'The server could not be reached.';
    throw new ApiError(0, { type: 'unreachable', message }, null);
  }
}

/**
 * Calls the API as the signed-in person, who is asked to sign in again where the act wants that. The caller names the resource's type; it
 * is the one that the operation's schema declares. Throws `ApiError`.
 */
export async function callApi<Resource>(call: Call): Promise<Resource> {
  const response = await send(call);
  if (response.ok) return (await response.json()) as Resource;
  const error = await readApiError(response);
  if (error.errorCode !== stepUpRequired || !(await askForProof())) throw error;
  return callApi<Resource>(call);
}
