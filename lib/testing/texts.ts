import { randomBytes } from 'node:crypto';

/** Texts of every kind that callers give, each found nowhere else. */
export type Texts = {
  name: string;
  description: string;
  metadata: Record<string, string>;
  path: string;
  content: string;
  reason: string;
  email: string;
};

export function makeTexts(): Texts {
  const canary = (kind: string) => `${kind}-zq${randomBytes(8).toString('hex')}`;
  return {
    name: canary('name'),
    description: canary('description'),
    metadata: { [canary('key')]: canary('value') },
    path: `/${canary('folder')}/${canary('file')}.md`,
    content: canary('content'),
    reason: canary('reason'),
    email: `${canary('person')}@example.org`,
  };
}

/** What to look for: every text, in the parts in which it could turn up alone. */
export function partsOf(texts: Texts): string[] {
  const { metadata, path, ...others } = texts;
  return [...Object.values(others), ...Object.entries(metadata).flat(), ...path.split('/').slice(1)];
}
