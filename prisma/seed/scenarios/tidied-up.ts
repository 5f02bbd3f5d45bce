import type { Scenario, SeedMemory } from '../scenario';

const store = 'Team handbook';

function page(path: string, readsPerWeek: number, content: string): SeedMemory {
  return { path, readsPerWeek, versions: [{ content, by: 'operator', daysAgo: 12 }] };
}

/** A run of today that was asked to tidy up, and did so too well. It wrote through the API, so that it can be reverted as a whole. */
export function tidiedUp(): Scenario {
  return {
    stores: [
      {
        name: store,
        description:
          'How the support team works together. People write it, agents read it and may tidy it up.',
        memories: [
          page(
            '/handover.md',
            64,
            '# Handover\n\n- At 07:00, 15:00 and 23:00, in the channel of the shift.\n- Name every open ticket of priority one, and who waits for what.\n- A ticket without a next step is not handed over: it is finished first.\n',
          ),
          page(
            '/on-call.md',
            88,
            '# On call\n\n1. Answer within ten minutes.\n2. Look at the status page before you look at the code.\n3. Roll back first, understand later.\n4. After 30 minutes call the second line, however sure you are.\n\nThe second line changes on Mondays at noon.\n',
          ),
          page(
            '/refunds.md',
            131,
            '# Refunds\n\n- Up to 40 euros: at once, without asking anybody.\n- Up to 400 euros: with a second pair of eyes.\n- More: the team lead decides on the same day.\n- Never promise a date on which the bank pays.\n',
          ),
          page(
            '/tone.md',
            75,
            '# Tone\n\nShort sentences. No exclamation marks. Say what happens next and when. Apologise once, and mean it.\n',
          ),
          page(
            '/holidays.md',
            12,
            '# Holidays\n\nLisbon and Bergen close on different days: the calendar of each office counts, not that of the customer.\n',
          ),
        ],
      },
    ],
    sessions: [],
    runs: [
      {
        store,
        agent: 'housekeeping-agent',
        title: 'Tidy up the team handbook',
        acts: [
          { path: '/on-call.md', content: '# On call\n\nAnswer within ten minutes.\n' },
          { path: '/refunds.md', content: '# Refunds\n\nUp to 40 euros at once. Else ask the team lead.\n' },
          {
            path: '/tone.md',
            content:
              '# Tone\n\nShort sentences. Say what happens next and when. Apologise once, and mean it.\n',
          },
          { path: '/holidays.md', content: null },
          {
            path: '/index.md',
            content: '# Team handbook\n\n- Handover\n- On call\n- Refunds\n- Tone\n',
          },
        ],
      },
    ],
  };
}
