import type { Scenario, SeedMemory } from '../scenario';

const stores = [
  'Support: billing',
  'Support: shipping',
  'Support: accounts',
  'Support: app',
  'Support: returns',
] as const;
const memoriesPerStore = 60;

const subjects: Record<(typeof stores)[number], string[]> = {
  'Support: billing': [
    'invoice copy',
    'double charge',
    'VAT number',
    'failed direct debit',
    'refund to closed card',
    'annual plan',
  ],
  'Support: shipping': [
    'lost parcel',
    'customs form',
    'delivery to a locker',
    'split shipment',
    'wrong address',
    'late courier',
  ],
  'Support: accounts': [
    'locked account',
    'second factor lost',
    'change of e-mail',
    'merge of two accounts',
    'deleted user',
    'guest checkout',
  ],
  'Support: app': [
    'crash on start',
    'dark mode',
    'push messages',
    'slow search',
    'offline mode',
    'barcode scanner',
  ],
  'Support: returns': [
    'damaged item',
    'return label',
    'late return',
    'exchange of size',
    'gift return',
    'missing part',
  ],
};
const angles = [
  'first answer',
  'what to check',
  'when to escalate',
  'what we promised',
  'known exceptions',
  'wording that helps',
  'steps',
  'numbers',
  'mistakes',
  'who decides',
];

/** Reads fall off as one over the rank: a few memories are read by nearly every session, most by hardly any. */
function readsOfRank(rank: number): number {
  return Math.floor(900 / rank);
}

function makeMemory(storeIndex: number, index: number): SeedMemory {
  const store = stores[storeIndex]!;
  const subject = subjects[store][index % subjects[store].length]!;
  const angle = angles[Math.floor(index / subjects[store].length) % angles.length]!;
  const folder = subject.replaceAll(' ', '-');
  const rank = 1 + storeIndex + index * stores.length;
  const first = `# ${subject}: ${angle}\n\nAsk for the order number first. Then check the last ${3 + (index % 5)} events of the order.\n`;
  const second = `${first}\n- Answer within ${2 + (index % 6)} hours on weekdays.\n- If the customer wrote twice, a person takes over.\n`;
  return {
    path: `/${folder}/${angle.replaceAll(' ', '-')}.md`,
    readsPerWeek: readsOfRank(rank),
    versions: [
      { content: first, by: { session: 'Support learning' }, daysAgo: 30 - (index % 20) },
      ...(index % 3 === 0
        ? [{ content: second, by: { session: 'Support learning' } as const, daysAgo: 9 - (index % 7) }]
        : []),
    ],
  };
}

/** 300 memories that many agents share, five stores of sixty, read as unevenly as in life. */
export function supportPool(): Scenario {
  return {
    stores: stores.map((name, storeIndex) => ({
      name,
      description: `What support agents learnt about ${name.slice('Support: '.length)}, shared by all of them.`,
      metadata: { team: 'support' },
      memories: Array.from({ length: memoriesPerStore }, (_, index) => makeMemory(storeIndex, index)),
    })),
    sessions: [
      {
        name: 'Support learning',
        agent: 'support-agent',
        model: 'claude-sonnet-5',
        title: 'Nightly consolidation of support notes',
        daysAgo: 30,
        attached: stores.map((store) => ({ store, access: 'read_write' as const })),
      },
    ],
  };
}
