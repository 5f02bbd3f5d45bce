/** Syllables of several scripts, and how many of a thousand texts are written in each. */
const scripts = [
  {
    share: 640,
    space: ' ',
    syllables:
      'an ber co den el fin gar ho in jo ka li mor ne or pel qui ra sto ten un ver wil xa yo zu the ing ment tion al is re to us',
  },
  {
    share: 90,
    space: ' ',
    syllables: 'про на ве дом ко ли мо ста рук пе ни ча ше за то год ра бо та вы лю дей',
  },
  { share: 50, space: ' ', syllables: 'λο γος κα τη φι μα θη σις πο λι τε ια νο μο ση με ρα δρο' },
  {
    share: 60,
    space: '',
    syllables: '记 忆 版 本 知 识 系 统 会 话 修 改 用 户 数 据 时 间 安 全 错 误 部 署 测 试 请 求 文 件',
  },
  {
    share: 50,
    space: '',
    syllables: 'メモ リー です ます 記憶 変更 利用 しゃ は を が に 確認 した 東京 データ',
  },
  { share: 40, space: ' ', syllables: 'كتا ب ذا كر ة مع لو ما ت نظ ام حف ظ ال من في وق' },
  { share: 40, space: ' ', syllables: 'स्मृ ति ज्ञा न प्र यो ग सू च ना का र्य दि न में है' },
  { share: 30, space: ' ', syllables: '기억 버전 사용 자 변경 시간 데이 터 확인 서울 입니 다' },
];

const wordsEach = 4000;
const mostSyllables = 4;

/** Mulberry32: small, and the same everywhere for the same seed. */
function createRandom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Words of a script by rank: the first are short, like those that a language uses most. */
function makeWords(syllables: readonly string[], seed: number): string[] {
  const random = createRandom(seed);
  const pick = () => syllables[Math.floor(random() * syllables.length)]!;
  return Array.from({ length: wordsEach }, (_, rank) => {
    const length = rank < 40 ? 1 + (rank % 2) : 2 + Math.floor(random() * (mostSyllables - 1));
    return Array.from({ length }, pick).join('');
  });
}

const languages = scripts.map(({ syllables, ...script }, index) => ({
  ...script,
  words: makeWords(syllables.split(' '), index + 1),
}));

function languageOf(number: number) {
  let left = (Math.imul(number, 0x85ebca6b) >>> 0) % 1000;
  return languages.find(({ share }) => (left -= share) < 0) ?? languages[0]!;
}

/** The word of a text's language at a rank, counted from 0: what is asked for as a common or as a rare word. */
export function wordAt(number: number, rank: number): string {
  return languageOf(number).words[rank]!;
}

/** What stands in this text and in no other. */
export function nameIn(number: number): string {
  return `ticket-${(Math.imul(number, 0x9e3779b1) >>> 0).toString(36)}`;
}

/**
 * The text at one number: Markdown in one of eight scripts, its words drawn by rank as a natural language uses them (Zipf), with a name
 * that stands nowhere else. About `sizeBytes` long.
 */
export function proseAt(number: number, sizeBytes: number): string {
  const { words, space } = languageOf(number);
  const random = createRandom(number);
  const parts = [`# ${words[Math.floor(random() * wordsEach)]!} ${nameIn(number)}\n\n`];
  let left = sizeBytes - Buffer.byteLength(parts[0]!);
  while (left > 0) {
    const word = words[Math.floor(wordsEach ** random()) - 1] ?? words[0]!;
    const end = random() < 0.08 ? '.\n' : space;
    parts.push(word, end);
    left -= Buffer.byteLength(word) + end.length;
  }
  return parts.join('');
}
