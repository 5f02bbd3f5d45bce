export type Query = Record<string, string | number | boolean>;

/** `/v1/memory_stores/{memory_store_id}` with its names replaced; a name that is not given stays as a word. */
export function fill(template: string, params: Record<string, string>): string {
  return template.replaceAll(/\{([a-z_]+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? name));
}

export function toSearch(query: Query): string {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return search.size === 0 ? '' : `?${search.toString()}`;
}
