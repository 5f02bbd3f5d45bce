const hidden = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const hiddenButLines = /(?![\n\t])[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u{ff01}-\u{ff60}]/u;
const marks = /\p{Mn}/gu;
/** Our own colours: nobody else's escape gets past `toPrintable`. */
// oxlint-disable-next-line no-control-regex -- an escape is what a colour begins with
const colours = /\u001B\[\d+m/g;

/** What agents wrote must not steer a terminal: control, direction and invisible characters are shown as what they are. */
export function toPrintable(text: string): string {
  return text.replaceAll(hidden, show);
}

/** The same for whole texts: line breaks and tabs stay. */
export function toPrintableText(text: string): string {
  return text.replaceAll(hiddenButLines, show);
}

function show(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  // Unicode has a picture for each of the first 32 control characters.
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text.replaceAll(colours, '').replaceAll(marks, ''))
    width += wide.test(character) ? 2 : 1;
  return width;
}

/** The beginning of a text that fits, with an ellipsis where something was cut. */
export function cut(text: string, maxWidth: number): string {
  if (widthOf(text) <= maxWidth) return text;
  let kept = '';
  for (const character of text) {
    if (widthOf(kept + character) > maxWidth - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
