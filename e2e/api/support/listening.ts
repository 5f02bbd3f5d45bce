import { createEventReader } from '@/lib/http/event-text';
import type { ServerEvent } from '@/lib/http/event-text';
import type { ChangeResource, ChangesResource } from '@/lib/live/schema';

export type Listening = {
  response: Response;
  /** In the order in which they came. */
  changes: ChangeResource[];
  /** Behind what has come so far. */
  cursor: () => string;
  /** Resolves when the server ended the stream; rejects when it was cut. */
  ended: Promise<void>;
  cut: () => void;
};

/** Opens a stream of events over HTTP and waits for its first event. Throws the status of a refusal. */
export async function listen(
  url: string,
  headers: Record<string, string>,
  after?: string,
): Promise<Listening> {
  const cutting = new AbortController();
  const response = await fetch(`${url}/v1/events`, {
    headers: { ...headers, ...(after !== undefined && { 'last-event-id': after }) },
    signal: cutting.signal,
  });
  if (response.status !== 200) throw new Error(String(response.status));
  const changes: ChangeResource[] = [];
  let cursor = '';
  let isReady: () => void;
  const ready = new Promise<void>((resolve) => (isReady = resolve));
  const hear = ({ id, name, data }: ServerEvent) => {
    cursor = id;
    if (name === 'changes') changes.push(...(JSON.parse(data) as ChangesResource).data);
    isReady();
  };
  const read = createEventReader(hear);
  const ended = (async () => {
    for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) read(piece);
  })();
  ended.catch(() => undefined);
  await Promise.race([ready, ended]);
  return { response, changes, cursor: () => cursor, ended, cut: () => cutting.abort() };
}
