export const views = ['content', 'diff', 'blame', 'raw', 'edit'] as const;
export type View = (typeof views)[number];

/** What the URL says of the page. Without a version it is the newest that is shown. */
export type MemoryAddress = {
  view: View;
  version: string | null;
  /** The two compared versions, the earlier first. */
  from: string | null;
  to: string | null;
};

const names = ['view', 'version', 'from', 'to'] as const;

export function readAddress(params: { get: (name: string) => string | null }): MemoryAddress {
  const view = views.find((each) => each === params.get('view')) ?? 'content';
  return { view, version: params.get('version'), from: params.get('from'), to: params.get('to') };
}

/** The query of an address. What is not said stands for the usual. */
export function writeAddress(address: Partial<MemoryAddress>): string {
  const params = new URLSearchParams();
  for (const name of names) {
    const value = address[name];
    if (value && !(name === 'view' && value === 'content')) params.set(name, value);
  }
  return params.size > 0 ? `?${params}` : '';
}
