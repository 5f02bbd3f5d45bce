/** Where an agent finds a store: its name in lower case, every run of characters other than ASCII letters and digits one hyphen. */
export function mountPathOf(storeName: string): string {
  const slug = storeName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `/mnt/memory/${slug === '' ? 'store' : slug}`;
}

/** Mount paths for several stores of one session: of equal ones the later ones get a number. */
export function mountPathsOf(storeNames: readonly string[]): string[] {
  const taken = new Set<string>();
  return storeNames.map((name) => {
    const wanted = mountPathOf(name);
    let path = wanted;
    for (let number = 2; taken.has(path); number += 1) path = `${wanted}-${number}`;
    taken.add(path);
    return path;
  });
}
