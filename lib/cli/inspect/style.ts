const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36 } as const;
export type Tone = keyof typeof codes;

/** Puts a text into a tone, or leaves it as it is where nobody would see the colour. */
export type Paint = (tone: Tone, text: string) => string;

export const paintPlain: Paint = (_tone, text) => text;
export const paintColour: Paint = (tone, text) => `\u001B[${codes[tone]}m${text}\u001B[0m`;

/** See https://no-color.org: any value but the empty one switches colour off. */
export function choosePaint(options: { isTerminal: boolean; noColour: string | undefined }): Paint {
  return options.isTerminal && !options.noColour ? paintColour : paintPlain;
}
