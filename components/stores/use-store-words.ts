'use client';

import { useState } from 'react';

import type { StoreWords } from '@/lib/stores/queries';

import { findPairFault, toMetadata, toPairs } from './metadata-pairs';
import type { Pair } from './metadata-pairs';

/** What is being typed about a store, and what is wrong with it once somebody tried to send it. */
export function useStoreWords(atFirst: StoreWords) {
  const [name, setName] = useState(atFirst.name);
  const [description, setDescription] = useState(atFirst.description);
  const [pairs, setPairs] = useState<Pair[]>(() => toPairs(atFirst.metadata));
  const [wasSent, setWasSent] = useState(false);
  const nameFault = name.trim() === '' ? 'A store needs a name.' : null;
  const pairFault = findPairFault(pairs);
  /** The words to send; null when something must be put right first. */
  const take = (): StoreWords | null => {
    setWasSent(true);
    if (nameFault !== null || pairFault !== null) return null;
    return { name: name.trim(), description: description.trim(), metadata: toMetadata(pairs) };
  };
  return {
    name,
    setName,
    description,
    setDescription,
    pairs,
    setPairs,
    take,
    nameFault: wasSent ? nameFault : null,
    pairFault: wasSent ? pairFault : null,
  };
}

export type StoreWordsForm = ReturnType<typeof useStoreWords>;
