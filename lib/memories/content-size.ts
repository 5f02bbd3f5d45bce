/** The memory-store API's limit on one memory. */
export const maxContentBytes = 102_400;

/** The size of a text as it is stored and served: in UTF-8. */
export function sizeOfContent(text: string): number {
  return new TextEncoder().encode(text).length;
}
