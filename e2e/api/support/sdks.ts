import Current from '@anthropic-ai/sdk';
import type { ClientOptions } from '@anthropic-ai/sdk';
import Sdk0137 from 'sdk-0-137';
import Sdk091 from 'sdk-0-91';

import { createCheckedFetch } from './checked-fetch';
import type { Sent } from './checked-fetch';

export type Sdk = Current & { sent: Sent[] };

/** The calls on memory have kept their shape since 0.91; its older types differ in details that no test leans on. */
function asCurrent(client: unknown): Current {
  return client as Current;
}

type Maker = (options: Pick<ClientOptions, 'apiKey' | 'baseURL' | 'fetch'>) => Current;

const makers: Record<string, Maker> = {
  '1.11.0': (options) => new Current(options),
  '0.137.0': (options) => asCurrent(new Sdk0137(options as ConstructorParameters<typeof Sdk0137>[0])),
  '0.91.0': (options) => asCurrent(new Sdk091(options as ConstructorParameters<typeof Sdk091>[0])),
};

export const sdkVersions = Object.keys(makers);

/** The official SDK, told nothing but where and who. Its fetch counts requests and holds answers against the contract. */
export function createSdk(version: string, baseURL: string, apiKey: string): Sdk {
  const make = makers[version];
  if (!make) throw new Error(`No SDK ${version} is installed.`);
  const { fetch, sent } = createCheckedFetch();
  return Object.assign(make({ baseURL, apiKey, fetch }), { sent });
}
