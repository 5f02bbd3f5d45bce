import { parseArgs } from 'node:util';

import { runCampaign } from './campaign';
import type { Outcome, Victim } from './campaign';
import { openEmbeddedHouse, openPostgresHouse } from './houses';
import type { House } from './houses';
import { createRandom } from './random';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    writers: { type: 'string', default: '6' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string' },
  },
});
const kills = Number(values.kills);
const writerCount = Number(values.writers);
const seed = Number(values.seed);
const random = createRandom(seed);

async function attack(name: string, house: House, count: number): Promise<Outcome> {
  const victims = [house.server, house.database].filter((victim): victim is Victim => victim !== null);
  try {
    const options = { name, api: house.api, random, writerCount, victims, onRound: console.log };
    const outcome = await runCampaign(options, count);
    console.log(`${name}: everything checked once more, ${outcome.faults.length} faults.`);
    return outcome;
  } catch (error) {
    console.error(house.output().slice(-4000));
    throw error;
  } finally {
    await house.dispose();
  }
}

const startedAtMs = Date.now();
console.log(`${kills} kills with ${writerCount} writers, seed ${seed}.`);
const onEmbedded = values.only === 'postgres' ? 0 : Math.ceil(kills / (values.only ? 1 : 2));
const onPostgres = values.only === 'embedded' ? 0 : kills - onEmbedded;
const outcomes: Outcome[] = [];
if (onEmbedded > 0) outcomes.push(await attack('embedded', await openEmbeddedHouse(), onEmbedded));
if (onPostgres > 0) outcomes.push(await attack('postgres', await openPostgresHouse(), onPostgres));

const faults = outcomes.flatMap((outcome) => outcome.faults.map((fault) => `${outcome.name}: ${fault}`));
for (const fault of faults) console.log(fault);
const writes = outcomes.reduce((sum, outcome) => sum + outcome.writes, 0);
const memories = outcomes.reduce((sum, outcome) => sum + outcome.memories, 0);
const seconds = Math.round((Date.now() - startedAtMs) / 1000);
console.log(
  `${kills} kills, ${writes} acknowledged writes to ${memories} memories, ${faults.length} faults, ${seconds} s.`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
