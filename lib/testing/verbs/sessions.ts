import { archiveSession } from '@/lib/sessions/archive-session';
import { createSession } from '@/lib/sessions/create-session';

import type { Texts } from '../texts';
import { makeStoreOf } from './scenario';
import type { Scenario } from './scenario';

const agent = (texts: Texts) => ({
  agent: { id: texts.name, version: 1 },
  environment_id: texts.description,
  title: texts.name,
  metadata: texts.metadata,
});

export const sessionsVerbs: Record<string, Scenario> = {
  'sessions/create-session': {
    action: 'session.created',
    prepare: async (actor, texts) => {
      const store = await makeStoreOf(actor, texts);
      const resources = [
        { type: 'memory_store' as const, memory_store_id: store.id, instructions: texts.description },
      ];
      return () => createSession(actor, { ...agent(texts), resources });
    },
  },
  'sessions/archive-session': {
    action: 'session.archived',
    prepare: async (actor, texts) => {
      const session = await createSession(actor, agent(texts));
      return () => archiveSession(actor, session.id);
    },
  },
};
