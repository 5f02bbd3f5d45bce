/** How a text ends its lines. `mixed` also stands for carriage returns alone. */
export type LineEnds = 'lf' | 'crlf' | 'mixed';

export type EditableText = { text: string; lineEnds: LineEnds };

function findLineEnds(content: string): LineEnds {
  if (!content.includes('\r')) return 'lf';
  return /\r(?!\n)|(?<!\r)\n/.test(content) ? 'mixed' : 'crlf';
}

/** A content as a text box of the browser holds it: with line feeds only (HTML, "normalize newlines" of the API value). */
export function toEditable(content: string): EditableText {
  return { text: content.replaceAll(/\r\n?/g, '\n'), lineEnds: findLineEnds(content) };
}

/** What was edited as content again. Line ends that were all alike are kept; mixed ones become line feeds. */
export function fromEditable({ text, lineEnds }: EditableText): string {
  return lineEnds === 'crlf' ? text.replaceAll('\n', '\r\n') : text;
}
