import { expect, test } from 'vitest';

import { runCampaign } from '../crash/campaign';
import type { Victim } from '../crash/campaign';
import { openEmbeddedHouse, openPostgresHouse } from '../crash/houses';
import { createRandom } from '../crash/random';

const timeoutMs = 240_000;

test.each([
  { name: 'embedded', open: openEmbeddedHouse, kills: 4, seed: 11 },
  { name: 'postgres', open: openPostgresHouse, kills: 6, seed: 12 },
])(
  'what was acknowledged outlives $kills kills on $name',
  async ({ name, open, kills, seed }) => {
    const house = await open();
    try {
      const victims = [house.server, house.database].filter((victim): victim is Victim => victim !== null);
      const lines: string[] = [];
      const onRound = (line: string) => void lines.push(line);
      const random = createRandom(seed);
      const outcome = await runCampaign(
        { name, api: house.api, random, writerCount: 4, victims, onRound },
        kills,
      );
      expect(outcome.faults, lines.join('\n')).toEqual([]);
    } finally {
      await house.dispose();
    }
  },
  timeoutMs,
);
