type FileWriter = {
  write: (chunk: Uint8Array) => Promise<void>;
  close: () => Promise<void>;
  abort: () => Promise<void>;
};
type FileHandle = { createWritable: () => Promise<FileWriter> };
type PickFile = (options: { suggestedName: string }) => Promise<FileHandle>;

/** Where a download goes as it arrives. `close` keeps it, `abort` leaves nothing behind. */
export type Sink = FileWriter;

/** Asks for a place on the disk; null in browsers that cannot write there. Rejects with an `AbortError` when nobody chose one. */
export async function openDiskSink(suggestedName: string): Promise<Sink | null> {
  const { showSaveFilePicker: pick } = window as { showSaveFilePicker?: PickFile };
  if (!pick) return null;
  return (await pick({ suggestedName })).createWritable();
}

/** Holds everything in memory, and hands it to the browser's downloads at the end. */
export function openMemorySink(nameOf: () => string): Sink {
  let chunks: BlobPart[] = [];
  return {
    write: (chunk) => {
      chunks.push(chunk as BlobPart);
      return Promise.resolve();
    },
    close: () => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(chunks));
      link.download = nameOf();
      link.click();
      // The browser has begun to read by then.
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      return Promise.resolve();
    },
    abort: () => {
      chunks = [];
      return Promise.resolve();
    },
  };
}

/** The name that the server gave a download. */
export function fileNameOf(response: Response, otherwise: string): string {
  const disposition = response.headers.get('content-disposition') ?? '';
  return /filename="([^"]+)"/.exec(disposition)?.[1] ?? otherwise;
}

/** Moves a download into the sink as it arrives, no faster than that takes it. */
export async function saveResponse(
  response: Response,
  sink: Sink,
  onReceived: (bytes: number) => void,
): Promise<void> {
  const reader = response.body!.getReader();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      await sink.write(value);
      bytes += value.byteLength;
      onReceived(bytes);
    }
    await sink.close();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}
