import { foldText } from './fold';
import { gramLength } from './grams';

/** What a text must hold to be found: every word, anywhere. A text with the whole phrase holds all words, and ranks higher. */
export type Terms = { words: string[]; phrase: string };

/**
 * A query as it is looked for. It is split at white space; when no part has three characters, it is one word as it stands, white space
 * included, so that every substring of three characters of a text finds it.
 */
export function parseTerms(query: string): Terms {
  const phrase = foldText(query);
  const words = [...new Set(phrase.split(/\s+/).filter((word) => word !== ''))];
  const hasLongWord = words.some((word) => [...word].length >= gramLength);
  return { words: hasLongWord ? words : [phrase], phrase };
}
