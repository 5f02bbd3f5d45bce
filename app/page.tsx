import { headers } from 'next/headers';

import { env } from '@/lib/env';

const doors = [
  {
    path: '/v1',
    says: 'the API: every call needs a key, and the memory calls of the Anthropic SDK work unchanged',
  },
  { path: '/v1/openapi.json', says: 'its description, in OpenAPI 3.1', isLink: true },
  { path: '/healthz', says: 'answers while the process is up', isLink: true },
  { path: '/readyz', says: 'answers 200 once the database is migrated and takes writes', isLink: true },
];

export default async function HomePage() {
  const origin = env().PUBLIC_URL ?? `http://${(await headers()).get('host')}`;
  return (
    <main className="mx-auto grid max-w-[720px] gap-10 px-6 py-16 min-[900px]:py-24">
      <header className="grid gap-3">
        <h1 className="text-display font-semibold tracking-tight">Palimpsest</h1>
        <p className="max-w-[56ch] text-lead text-soft">
          Keeps every version of what AI agents remember, shows who changed what, and lets people put it
          right.
        </p>
      </header>
      <section aria-labelledby="agents" className="grid gap-3">
        <h2 id="agents" className="font-semibold">
          Point an agent at it
        </h2>
        <pre className="rounded-pane border border-line bg-raised p-4 leading-6 break-words whitespace-pre-wrap">
          <code>{snippetFor(origin)}</code>
        </pre>
      </section>
      <section aria-labelledby="doors" className="grid gap-3">
        <h2 id="doors" className="font-semibold">
          Where to go
        </h2>
        <dl className="border-t border-line">
          {doors.map(({ path, says, isLink = false }) => (
            <div
              key={path}
              className="grid gap-x-6 gap-y-1 border-b border-line py-3 min-[600px]:grid-cols-[160px_1fr]"
            >
              <dt>
                <code>{isLink ? <a href={path}>{path}</a> : path}</code>
              </dt>
              <dd className="text-soft">{says}</dd>
            </div>
          ))}
        </dl>
      </section>
    </main>
  );
}

function snippetFor(origin: string): string {
  return [
    `import Anthropic from '@anthropic-ai/sdk';`,
    `const client = new Anthropic({ baseURL: '${origin}', apiKey });`,
    `const store = await client.beta.memoryStores.create({ name: 'Field notes' });`,
  ].join('\n');
}
