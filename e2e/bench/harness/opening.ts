import { openTimedTab, untilSettled } from './browser';
import type { SignedIn } from './browser';

/** A browser keeps the compiled form of a script from its second or third use on. */
const visitsUntilWarm = 4;

export async function repeat<Value>(count: number, act: (round: number) => Promise<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for (let round = 0; round < count; round += 1) values.push(await act(round));
  return values;
}

type Visitor = Pick<SignedIn, 'context' | 'root'> & { rounds: number };

/** From the list of stores, as people come; the browser has seen the page before. */
export async function timeOpening({ context, root, rounds }: Visitor, address: string, selector: string) {
  const { page, open } = await openTimedTab(context, selector);
  const values = await repeat(visitsUntilWarm + rounds, async () => {
    await page.goto(`${root}/stores`);
    await untilSettled(page);
    const tookMs = await open(address);
    const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
    return { tookMs, nodes };
  });
  await page.close();
  return values.slice(visitsUntilWarm);
}
