import { Badge } from '@/components/ui/badge';
import type { VersionResource } from '@/lib/versions/schema';

export type VersionMarks = { isHead: boolean; isServed: boolean };

const origins = {
  restored: 'restored',
  copied: 'copied',
  reverted: 'reverted',
  redacted: 'after redaction',
} as const;

type Mark = { word: string; title?: string; tone?: 'accent' | 'added' | 'withheld' | 'changed' };

/** Everything that matters about a version beyond who and when, most important first. */
export function marksOf(version: VersionResource, { isHead, isServed }: VersionMarks): Mark[] {
  const { governance } = version;
  const marks: (Mark | false | null | undefined)[] = [
    isHead && { word: 'head', tone: 'accent' },
    // Of the newest one the head of the page says whether agents are shown it.
    isServed && !isHead && { word: 'served', tone: 'added', title: 'Agents are shown this version.' },
    version.redacted_at !== null && { word: 'redacted', title: 'Its text was made unreadable.' },
    governance?.prior_knowledge === 'not_read' && {
      word: 'had not read it',
      tone: 'withheld',
      title: 'The session wrote over the text without having read it.',
    },
    governance?.origin && { word: origins[governance.origin.kind], tone: 'changed' },
    governance?.imported_by && {
      word: 'imported',
      title: 'The record comes from elsewhere; its hashes were recomputed here.',
    },
  ];
  return marks.filter((mark) => mark !== false && mark !== null && mark !== undefined);
}

/** More would not fit beside the size of a text. */
const inSight = 2;

/** The most important marks in words, the rest as their number. */
export function VersionBadges({ version, ...marks }: VersionMarks & { version: VersionResource }) {
  const all = marksOf(version, marks);
  const rest = all.slice(inSight).map(({ word }) => word);
  return (
    <>
      {all.slice(0, inSight).map(({ word, title, tone }) => (
        <Badge key={word} {...(tone && { tone })} {...(title !== undefined && { title })}>
          {word}
        </Badge>
      ))}
      {rest.length > 0 && (
        <Badge title={rest.join(', ')}>
          <span aria-hidden>+{rest.length}</span>
          <span className="sr-only">{rest.join(', ')}</span>
        </Badge>
      )}
    </>
  );
}
