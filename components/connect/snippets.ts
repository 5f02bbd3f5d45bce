import { memoryBetas } from '@/lib/http/beta';

export const languages = ['TypeScript', 'Python', 'curl'] as const;
export type Language = (typeof languages)[number];

export type SnippetFacts = { origin: string; storeId: string | null; secret: string | null };

/** What is pasted: into a shell, and into a file where there is one. */
export type Snippet = { shell: string; file: { name: string; text: string; run: string } | null };

const keyPlaceholder = 'YOUR_KEY';
const storePlaceholder = 'YOUR_STORE_ID';

function typescript(origin: string, store: string): string {
  return `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({
  baseURL: '${origin}',
  apiKey: process.env.PALIMPSEST_API_KEY,
});

await client.beta.memoryStores.memories.create('${store}', {
  path: '/hello.md',
  content: '# Hello\\n\\nThe first thing that I remember.\\n',
});
`;
}

function python(origin: string, store: string): string {
  return `import os
from anthropic import Anthropic

client = Anthropic(
    base_url="${origin}",
    api_key=os.environ["PALIMPSEST_API_KEY"],
)

client.beta.memory_stores.memories.create(
    "${store}",
    path="/hello.md",
    content="# Hello\\n\\nThe first thing that I remember.\\n",
)
`;
}

function curl(origin: string, store: string): string {
  return `curl ${origin}/v1/memory_stores/${store}/memories \\
  -H "authorization: Bearer $PALIMPSEST_API_KEY" \\
  -H "anthropic-beta: ${memoryBetas[0]}" \\
  -H "content-type: application/json" \\
  -d '{"path": "/hello.md", "content": "# Hello"}'
`;
}

/** A first call in each language, with the official SDK where there is one. The key stands in the environment, never in the file. */
export function writeSnippet(language: Language, { origin, storeId, secret }: SnippetFacts): Snippet {
  const store = storeId ?? storePlaceholder;
  const setKey = `export PALIMPSEST_API_KEY=${secret ?? keyPlaceholder}\n`;
  if (language === 'curl') return { shell: setKey + curl(origin, store), file: null };
  if (language === 'Python') {
    const file = { name: 'hello.py', text: python(origin, store), run: 'python hello.py' };
    return { shell: `pip install anthropic\n${setKey}`, file };
  }
  const file = { name: 'hello.mjs', text: typescript(origin, store), run: 'node hello.mjs' };
  return { shell: `npm install @anthropic-ai/sdk\n${setKey}`, file };
}
