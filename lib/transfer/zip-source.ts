/** A file of which any part can be read. What lies behind its end is missing from what is returned. */
export type ZipSource = {
  sizeBytes: number;
  readAt: (offset: number, sizeBytes: number) => Promise<Uint8Array>;
};

const windowBytes = 65_536;

/** Reads ahead, so that what is read in order takes few reads. Null where the file ends before. */
export function createWindow(source: ZipSource) {
  let from = 0;
  let bytes: Uint8Array = new Uint8Array();
  return async (offset: number, sizeBytes: number): Promise<Uint8Array | null> => {
    if (offset + sizeBytes > source.sizeBytes) return null;
    if (offset < from || offset + sizeBytes > from + bytes.length) {
      bytes = await source.readAt(offset, Math.max(sizeBytes, windowBytes));
      from = offset;
    }
    const part = bytes.subarray(offset - from, offset - from + sizeBytes);
    return part.length === sizeBytes ? part : null;
  };
}

/** Holds that no byte belongs to two members, as in bombs that name the same body many times. */
export function createExtents() {
  const starts: number[] = [];
  const ends: number[] = [];
  return {
    add: (start: number, end: number) => {
      starts.push(start);
      ends.push(end);
    },
    /** Of extents apart, each ends before the next begins, and no other order of the ends is possible. */
    areApart: () => {
      const begun = Float64Array.from(starts).sort();
      const ended = Float64Array.from(ends).sort();
      return begun.every((start, index) => index === 0 || ended[index - 1]! <= start);
    },
  };
}
