// Loaded into a server before everything else: writes down, when that ends, which modules were loaded.
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { isMainThread } from 'node:worker_threads';

process.once('exit', () => {
  if (!isMainThread) return;
  const session = new Session();
  session.connect();
  /** @type {string[]} */
  const urls = [];
  session.on('Debugger.scriptParsed', ({ params }) => urls.push(params.url));
  session.post('Debugger.enable');
  writeFileSync(String(process.env.LOADED_MODULES), urls.join('\n'));
});
