import { ApiError, apiHeaders, readApiError } from './client';

type SendFile = {
  workspaceId: string;
  path: string;
  file: Blob;
  contentType: string;
  /** How much has left; all of it has when the server is at work on it. */
  onSent: (bytes: number) => void;
  signal: AbortSignal;
};

const unreachable = { type: 'unreachable', message: 'The server could not be reached.' };

/**
 * Sends a file as the signed-in person, and tells how far it is, which `fetch` cannot. Throws `ApiError`; rejects with the signal's reason
 * when it was called off.
 */
export function sendFile<Resource>(send: SendFile): Promise<Resource> {
  const { path, file, contentType, onSent, signal } = send;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    for (const [name, value] of Object.entries(apiHeaders(send))) request.setRequestHeader(name, value);
    request.setRequestHeader('content-type', contentType);
    request.upload.addEventListener('progress', ({ loaded }) => onSent(Math.min(loaded, file.size)));
    request.upload.addEventListener('load', () => onSent(file.size));
    request.addEventListener('error', () => reject(new ApiError(0, unreachable, null)));
    request.addEventListener('abort', () => reject(signal.reason as Error));
    request.addEventListener('load', () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) return resolve(JSON.parse(responseText) as Resource);
      const headers = { 'request-id': request.getResponseHeader('request-id') ?? '' };
      return void readApiError(new Response(responseText, { status, headers })).then(reject);
    });
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
