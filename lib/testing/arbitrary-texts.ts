import fc from 'fast-check';

/** Any string at all: lone surrogates, U+0000, mixed line ends. */
const anyText = fc.string({ unit: 'binary', maxLength: 40 });

/** Few different lines, so that texts share many of them, with every kind of line end and sometimes none at the end. */
const likeText = fc
  .array(fc.constantFrom('a', 'b', 'c', ' ', 'é', '🦊', '\0', '\n', '\n', '\n', '\r\n', '\r', '\uD83E'), {
    maxLength: 30,
  })
  .map((parts) => parts.join(''));

export const arbitraryText = fc.oneof({ weight: 3, arbitrary: likeText }, { weight: 1, arbitrary: anyText });

/** Short sequences over few numbers, where equal elements repeat. */
export const arbitrarySequence = fc
  .array(fc.nat({ max: 4 }), { maxLength: 24 })
  .map((elements) => Int32Array.from(elements));
