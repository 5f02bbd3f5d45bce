import type { Scenario, SeedStore } from '../scenario';

const customers = [
  {
    id: 'c-1001',
    name: 'Maren Oduya',
    city: 'Bergen',
    likes: 'short answers, no small talk',
    device: 'Pixel 9',
  },
  {
    id: 'c-1002',
    name: 'Tomasz Wieczorek',
    city: 'Gdynia',
    likes: 'invoices as PDF by e-mail',
    device: 'iPhone 16',
  },
  {
    id: 'c-1003',
    name: 'Aiko Lindqvist',
    city: 'Malmö',
    likes: 'to be called in the afternoon',
    device: 'Galaxy S25',
  },
  {
    id: 'c-1004',
    name: 'Rui Castanheira',
    city: 'Setúbal',
    likes: 'answers in Portuguese',
    device: 'ThinkPad',
  },
  { id: 'c-1005', name: 'Noor van Dalen', city: 'Zwolle', likes: 'large print', device: 'iPad' },
  {
    id: 'c-1006',
    name: 'Ilse Brandauer',
    city: 'Graz',
    likes: 'delivery to the neighbour',
    device: 'Fairphone 6',
  },
] as const;

type Customer = (typeof customers)[number];

function storeNameOf(customer: Customer): string {
  return `Customer ${customer.id}`;
}

function makeStore(customer: Customer, index: number): SeedStore {
  const session = { session: `Chat with ${customer.id}` };
  const email = `${customer.name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]+/g, '.')}@example.org`;
  return {
    name: storeNameOf(customer),
    description: 'What our assistants remember about one customer.',
    metadata: { customer_id: customer.id },
    memories: [
      {
        path: '/profile.md',
        readsPerWeek: 12 + index * 3,
        versions: [
          {
            content: `# Profile\n\n- Name: ${customer.name}\n- City: ${customer.city}\n`,
            by: session,
            daysAgo: 20,
          },
          {
            content: `# Profile\n\n- Name: ${customer.name}\n- City: ${customer.city}\n- E-mail: ${email}\n- Device: ${customer.device}\n`,
            by: session,
            daysAgo: 6,
          },
        ],
      },
      {
        path: '/preferences.md',
        readsPerWeek: 9 + index,
        versions: [{ content: `# Preferences\n\n- Likes ${customer.likes}.\n`, by: session, daysAgo: 12 }],
      },
      {
        path: '/orders/latest.md',
        readsPerWeek: 3,
        versions: [
          { content: `Order ${70_310 + index}: shipped, two parcels.\n`, by: session, daysAgo: 8 },
          { content: `Order ${70_310 + index}: delivered on both doors.\n`, by: session, daysAgo: 2 },
        ],
      },
    ],
  };
}

/** One store for each customer, with a profile and preferences: personal data where it belongs. */
export function customerStores(): Scenario {
  return {
    stores: customers.map(makeStore),
    sessions: customers.map((customer) => ({
      name: `Chat with ${customer.id}`,
      agent: 'shop-assistant',
      model: 'claude-sonnet-5',
      title: 'Customer chat',
      daysAgo: 20,
      attached: [{ store: storeNameOf(customer), access: 'read_write' as const }],
      read: [{ store: storeNameOf(customer), path: '/preferences.md' }],
    })),
  };
}
