import { z } from 'zod';

/** What a start prints for people. Everything else is one JSON object a line. */
const sentences = [
  /^Palimpsest is ready at http:\/\/[\w.:[\]-]+$/,
  /^✓ Running next\.config\.mjs took [\d.]+m?s$/,
  /^$/,
];

const line = z.looseObject({
  level: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']),
  time: z.iso.datetime(),
  msg: z.string(),
});

/** The lines of a server's output that are neither a log entry nor a known sentence. */
export function findLogFaults(output: string): string[] {
  return output
    .split('\n')
    .filter((text) => !sentences.some((sentence) => sentence.test(text)) && !isEntry(text));
}

function isEntry(text: string): boolean {
  try {
    return line.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
