import { performance } from 'node:perf_hooks';

import { median, percentile } from './statistics';

/** One unit of what is measured. `prepare` runs before the clock starts and hands over what the unit needs. */
export type Subject<Prepared = unknown> = {
  name: string;
  prepare: () => Prepared;
  run: (prepared: Prepared) => Promise<unknown>;
};

export function defineSubject<Prepared>(subject: Subject<Prepared>): Subject {
  return { ...subject, run: (prepared) => subject.run(prepared as Prepared) };
}

/** Median over the rounds of what a round found, by the name of the subject, and the same for ratios within a round. */
export type Rounds = {
  value: (name: string) => number;
  ratio: (over: string, ...under: string[]) => number;
};

function toRounds(rounds: readonly ReadonlyMap<string, number>[]): Rounds {
  const read = (round: ReadonlyMap<string, number>, name: string) => {
    const value = round.get(name);
    if (value === undefined) throw new Error(`Nothing was measured under the name ${name}.`);
    return value;
  };
  return {
    value: (name) => median(rounds.map((round) => read(round, name))),
    ratio: (over, ...under) =>
      median(
        rounds.map((round) => read(round, over) / under.reduce((sum, name) => sum + read(round, name), 0)),
      ),
  };
}

/** A server compiles its hot code only after thousands of requests, and a server that has run for a minute is the usual case. */
async function warmUp(act: () => Promise<unknown>, units: number): Promise<void> {
  for (let unit = 0; unit < units; unit += 1) await act();
}

async function timeOnce(subject: Subject): Promise<number> {
  const prepared = subject.prepare();
  const startedAt = performance.now();
  await subject.run(prepared);
  return performance.now() - startedAt;
}

export type LatencySize = { warmUpUnits: number; rounds: number; units: number };

/**
 * The p50 in ms of each subject. They take turns at every unit, because the machine's speed drifts: only what ran in the same
 * moments may be compared.
 */
export async function measureLatency(subjects: readonly Subject[], size: LatencySize): Promise<Rounds> {
  for (const subject of subjects) await warmUp(() => subject.run(subject.prepare()), size.warmUpUnits);
  const rounds: Map<string, number>[] = [];
  for (let round = 0; round < size.rounds; round += 1) {
    const samples = new Map<string, number[]>(subjects.map((subject) => [subject.name, []]));
    for (let unit = 0; unit < size.units; unit += 1) {
      for (const subject of subjects) samples.get(subject.name)?.push(await timeOnce(subject));
    }
    rounds.push(new Map([...samples].map(([name, times]) => [name, percentile(times, 0.5)])));
  }
  return toRounds(rounds);
}

/** The work of one of several clients that run side by side; `client` counts from 0. */
export type Crowd = {
  name: string;
  act: (client: number) => Promise<unknown>;
  /** What is there while it works; resolves to how to take that down. */
  setUp?: () => Promise<() => unknown>;
};

async function countFor(crowd: Crowd, clients: number, durationMs: number): Promise<number> {
  const takeDown = await crowd.setUp?.();
  let done = 0;
  const startedAt = performance.now();
  const runClient = async (client: number) => {
    while (performance.now() < startedAt + durationMs) {
      await crowd.act(client);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => runClient(client)));
  const aSecond = (done / (performance.now() - startedAt)) * 1000;
  await takeDown?.();
  return aSecond;
}

export type ThroughputSize = { warmUpUnits: number; rounds: number; clients: number; durationMs: number };

/** How much each crowd gets done a second. The crowds take turns. */
export async function measureThroughput(crowds: readonly Crowd[], size: ThroughputSize): Promise<Rounds> {
  const clients = Array.from({ length: size.clients }, (_, client) => client);
  for (const { act } of crowds) {
    await Promise.all(clients.map((client) => warmUp(() => act(client), size.warmUpUnits / size.clients)));
  }
  const rounds: Map<string, number>[] = [];
  for (let round = 0; round < size.rounds; round += 1) {
    const found = new Map<string, number>();
    for (const crowd of crowds) found.set(crowd.name, await countFor(crowd, size.clients, size.durationMs));
    rounds.push(found);
  }
  return toRounds(rounds);
}
