'use client';

import { useEffect, useRef, useState } from 'react';

import { ApiError } from '@/lib/http/client';

import { fileNameOf, openDiskSink, openMemorySink, saveResponse } from './save-response';

export type DownloadState =
  | { kind: 'idle' }
  | { kind: 'running'; receivedBytes: number }
  | { kind: 'done'; receivedBytes: number }
  | { kind: 'failed'; error: Error };

type Start = {
  /** Begins it; the bytes come as they are taken. */
  open: (signal: AbortSignal) => Promise<Response>;
  fallbackName: string;
  estimatedBytes: number;
};

/** From here on a download goes straight to the disk where the browser can do that, instead of through memory. */
const diskFromBytes = 64_000_000;

function toError(error: unknown): Error {
  const lost = { type: 'unreachable', message: 'The connection was lost.' };
  return error instanceof TypeError ? new ApiError(0, lost, null) : (error as Error);
}

/** A download that tells how far it is, and can be called off; leaving the dialog calls it off. */
export function useDownload() {
  const [state, setState] = useState<DownloadState>({ kind: 'idle' });
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const start = async ({ open, fallbackName, estimatedBytes }: Start) => {
    const { signal } = (stop.current = new AbortController());
    let name = fallbackName;
    let receivedBytes = 0;
    try {
      // Asked for first, while the press of the button still counts as the person's wish.
      const disk = estimatedBytes >= diskFromBytes ? await openDiskSink(fallbackName) : null;
      setState({ kind: 'running', receivedBytes });
      const response = await open(signal);
      name = fileNameOf(response, fallbackName);
      await saveResponse(response, disk ?? openMemorySink(() => name), (bytes) => {
        receivedBytes = bytes;
        setState({ kind: 'running', receivedBytes });
      });
      setState({ kind: 'done', receivedBytes });
    } catch (error) {
      const wasCalledOff = error instanceof DOMException && error.name === 'AbortError';
      setState(wasCalledOff ? { kind: 'idle' } : { kind: 'failed', error: toError(error) });
    }
  };
  return { state, start, cancel: () => stop.current?.abort() };
}
