import type { FromPage, ToPage } from './live-messages';

/** Often enough not to be forgotten, even where a hidden page's timers are slowed down. */
const sayEveryMs = 60_000;

type FollowLive = {
  workspaceId: string;
  personId: string;
  from: string;
  onMessage: (message: ToPage) => void;
};

function openShared(): MessagePort {
  const { port } = new SharedWorker(new URL('./live-worker.ts', import.meta.url), {
    name: 'palimpsest live',
  });
  return port;
}

/** Where browsers share no workers, each page keeps its own connection, but only while it is looked at. */
function openOwn(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  void import('./serve-pages').then(({ servePage }) => servePage(port2));
  return port1;
}

/** Tells what changes in the workspace from the cursor on, without a gap. Returns how to stop. */
export function followLive({ workspaceId, personId, from, onMessage }: FollowLive): () => void {
  const isShared = typeof SharedWorker !== 'undefined';
  const port = isShared ? openShared() : openOwn();
  let after = from;
  const say = (message: FromPage) => port.postMessage(message);
  const bye = () => say({ type: 'bye' });
  const isWanted = () => isShared || document.visibilityState === 'visible';
  const sayWhereWeAre = () => (isWanted() ? say({ type: 'here', workspaceId, personId, after }) : bye());

  port.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
    if (data.type === 'changes' && data.cursor !== '') after = data.cursor;
    onMessage(data);
  });
  port.start();
  sayWhereWeAre();
  const timer = setInterval(sayWhereWeAre, sayEveryMs);
  document.addEventListener('visibilitychange', sayWhereWeAre);
  window.addEventListener('pageshow', sayWhereWeAre);
  window.addEventListener('pagehide', bye);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', sayWhereWeAre);
    window.removeEventListener('pageshow', sayWhereWeAre);
    window.removeEventListener('pagehide', bye);
    bye();
    port.close();
  };
}
