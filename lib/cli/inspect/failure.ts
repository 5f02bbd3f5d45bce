/** What the process tells whoever called it. */
export const exitCodes = {
  ok: 0,
  checkFailed: 1,
  usage: 2,
  notFound: 3,
  refused: 4,
  conflict: 5,
  unreachable: 6,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export type Told = {
  /** What happened, as a sentence. */
  message: string;
  /** What did not happen because of it. */
  not?: string;
  /** What to do now. */
  advice?: string;
  requestId?: string | null;
};

/** A command that could not be done, told so that a person knows what happened, what did not, and what to do. */
export class Failure extends Error {
  readonly exitCode: ExitCode;
  readonly told: Told;

  constructor(exitCode: ExitCode, told: Told) {
    super(told.message);
    this.name = 'Failure';
    this.exitCode = exitCode;
    this.told = told;
  }
}

export function usageFailure(message: string, advice?: string): Failure {
  return new Failure(exitCodes.usage, {
    message,
    not: 'Nothing was done.',
    ...(advice !== undefined && { advice }),
  });
}

export function notFoundFailure(message: string, advice?: string): Failure {
  return new Failure(exitCodes.notFound, { message, ...(advice !== undefined && { advice }) });
}

export function renderFailure({ message, not, advice, requestId }: Told): string {
  const sentences = [not, advice].filter((part) => part !== undefined).join(' ');
  return [
    `palimpsest: ${message}`,
    ...(sentences ? [sentences] : []),
    ...(requestId ? [`The server's log knows this as ${requestId}.`] : []),
  ].join('\n');
}
