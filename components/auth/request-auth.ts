import { readApiError } from '@/lib/http/client';
import { askForProof, stepUpRequired } from '@/lib/http/step-up';

export type AuthAnswer = { isDone: true } | { isDone: false; isWrong: boolean; message: string };

const unreachable: AuthAnswer = {
  isDone: false,
  isWrong: false,
  message: 'The server did not answer. Check the connection and try again.',
};

/** Sends a form to next-auth with the token that it asks of every form. Rejects when the server was not reached. */
async function sendForm(path: string, fields: Record<string, string>): Promise<Response> {
  const asked = await fetch('/api/auth/csrf', { cache: 'no-store' });
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const body = new URLSearchParams({ callbackUrl: '/', ...fields, csrfToken, json: 'true' });
  return fetch(`/api/auth/${path}`, { method: 'POST', body });
}

function describeWait(seconds: number): string {
  if (seconds <= 1) return 'a second';
  if (seconds < 90) return `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

/** What a refusal means for the person, and whether it is what they typed that is wrong. */
export function describeRefusal(status: number, retryAfter: string | null): AuthAnswer {
  if (status === 401) {
    return { isDone: false, isWrong: true, message: 'This e-mail and password do not belong together.' };
  }
  if (status === 429) {
    const wait = describeWait(Number(retryAfter ?? 60));
    return { isDone: false, isWrong: false, message: `Too many attempts. Try again in ${wait}.` };
  }
  if (status === 403) {
    const message = 'This page was opened at another address than the one that the server knows as its own.';
    return { isDone: false, isWrong: false, message };
  }
  return unreachable;
}

const unproved: AuthAnswer = {
  isDone: false,
  isWrong: false,
  message: 'This wants you to confirm that it is you.',
};

async function isStepUp(response: Response): Promise<boolean> {
  if (response.status !== 403) return false;
  const { errorCode } = await readApiError(response.clone());
  return errorCode === stepUpRequired;
}

async function perform(
  path: string,
  fields: Record<string, string>,
  onDone: (url: string) => void = () => undefined,
): Promise<AuthAnswer> {
  try {
    const response = await sendForm(path, fields);
    if (await isStepUp(response)) {
      return (await askForProof()) ? await perform(path, fields, onDone) : unproved;
    }
    if (!response.ok) return describeRefusal(response.status, response.headers.get('retry-after'));
    const { url } = (await response.json()) as { url: string };
    // A token that was not accepted leads back to the form instead of being refused.
    if (url.includes('csrf=true')) return unreachable;
    onDone(url);
    return { isDone: true };
  } catch {
    return unreachable;
  }
}

/** Signs in. The answer says in words why not; it never rejects. */
export function requestSignIn(credentials: { email: string; password: string }): Promise<AuthAnswer> {
  return perform('callback/credentials', credentials);
}

/** Signs this browser out. */
export function requestSignOut(): Promise<AuthAnswer> {
  return perform('signout', {});
}

type SsoRequest = {
  /** A path of this site, to come back to. */
  returnPath: string;
  /** The workspace in which somebody who is signed in links the identity that they come back with. */
  link?: string;
  /** Whether the provider is to ask for the proof again. */
  isAgain?: boolean;
};

/** Goes to the provider of single sign-on. The answer says in words why not; it never rejects. */
export function requestSso({ returnPath, link, isAgain = false }: SsoRequest): Promise<AuthAnswer> {
  const path = isAgain ? 'signin/oidc?prompt=login&max_age=0' : 'signin/oidc';
  const fields = { callbackUrl: returnPath, ...(link !== undefined && { link }) };
  return perform(path, fields, (url) => window.location.assign(url));
}
