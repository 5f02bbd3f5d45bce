import type { Stage } from './stage';

/** `small` finishes in a few minutes and shows that everything runs; its figures say little. */
export type Size = 'full' | 'small';

export type Finding = {
  what: string;
  database: string;
  figure: string;
  mustBe: string;
  /** Null for a figure that is printed only. */
  isMet: boolean | null;
  /** What stands behind the figure, printed below the table. */
  detail: string;
};

export type Measurement = (size: Size) => Promise<Finding[]>;

type Comparison = { what: string; ratio: number; detail: string };

function describe(stage: Stage, { what, ratio, detail }: Comparison) {
  return {
    what: `${what} (${stage.label})`,
    database: `${stage.label} ${stage.databaseVersion}`,
    figure: ratio.toFixed(3),
    detail,
  };
}

export function atMost(stage: Stage, limit: number, comparison: Comparison): Finding {
  return {
    ...describe(stage, comparison),
    mustBe: `<= ${limit.toFixed(2)}`,
    isMet: comparison.ratio <= limit,
  };
}

export function atLeast(stage: Stage, limit: number, comparison: Comparison): Finding {
  return {
    ...describe(stage, comparison),
    mustBe: `>= ${limit.toFixed(2)}`,
    isMet: comparison.ratio >= limit,
  };
}

export function inMs(value: number): string {
  return `${value.toFixed(2)} ms`;
}

/** Carries a measurement out on a stage of its own, which is taken down whatever happens. */
export async function onStage<T>(
  start: () => Promise<Stage>,
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const stage = await start();
  try {
    return await work(stage);
  } finally {
    await stage.close();
  }
}
