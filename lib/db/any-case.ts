import 'server-only';

/** One character in lower case, where that is one character too; `İ` for one is left alone. */
function lower(character: string): string {
  const folded = character.toLowerCase();
  return [...folded].length === 1 ? folded : character;
}

/** The capital of a lower-case character, where each is the other's only partner. */
function capitalOf(character: string): string {
  const capital = character.toUpperCase();
  return [...capital].length === 1 && capital !== character && lower(capital) === character ? capital : '';
}

/**
 * SQL that is true where a column holds the given text in any case. `lower` in byte order knows the letters of ASCII only, on either
 * database and in a fraction of the time that a pattern takes, so other capitals are named: those of the text that is looked for.
 */
export function holdsInAnyCase(column: string, text: string, bind: (value: unknown) => string): string {
  const characters = [...text.normalize('NFC')].map(lower);
  const foreign = [...new Set(characters)].filter((each) => each > '\u007f' && capitalOf(each) !== '');
  const needle = characters.join('');
  const folded = /[a-z]/.test(needle) ? `lower(${column} COLLATE "C")` : column;
  const haystack =
    foreign.length === 0
      ? folded
      : `translate(${folded}, ${bind(foreign.map(capitalOf).join(''))}, ${bind(foreign.join(''))})`;
  return `strpos(${haystack}, ${bind(needle)}) > 0`;
}
