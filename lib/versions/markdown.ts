/**
 * Markdown as a tree that can only be looked at: it has no links, pictures or HTML to render, just their text. Whatever is not
 * understood stays in sight as it was written, so that a reader sees everything that agents read.
 */
export type Block =
  | { kind: 'heading'; level: number; content: Inline[] }
  | { kind: 'paragraph'; content: Inline[] }
  | { kind: 'code'; language: string; text: string }
  | { kind: 'quote'; children: Block[] }
  | { kind: 'list'; first: number | null; isLoose: boolean; items: ListItem[] }
  | { kind: 'table'; alignments: Alignment[]; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'rule' };

/** `isDone` is null for an item that is no task. */
export type ListItem = { isDone: boolean | null; children: Block[] };

export type Alignment = 'left' | 'center' | 'right' | null;

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'emphasis' | 'strong' | 'struck'; children: Inline[] }
  /** Where a link or picture would lead, as text. */
  | { kind: 'link'; children: Inline[]; target: string }
  | { kind: 'image'; children: Inline[]; target: string }
  | { kind: 'break' };
