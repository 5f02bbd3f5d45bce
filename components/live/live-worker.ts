import { servePage } from './serve-pages';

/** Shared by all pages of the browser: HTTP/1.1 has six connections for a site, and each page would take one of them for good. */
self.addEventListener('connect', (event) => {
  if (event instanceof MessageEvent) for (const port of event.ports) servePage(port);
});
