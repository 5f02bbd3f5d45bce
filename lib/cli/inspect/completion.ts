import type { Command } from './command';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

type Offered = Pick<Command, 'name' | 'summary' | 'options'>;

/** A script for a shell that completes commands and options. Names of stores would cost a request a keystroke, and are left out. */
export function renderCompletion(
  shell: Shell,
  commands: readonly Offered[],
  shared: Command['options'],
): string {
  const flagsOf = (command: Offered) =>
    Object.keys({ ...command.options, ...shared }).map((name) => `--${name}`);
  if (shell === 'fish') return renderFish(commands, shared);
  const names = commands.map(({ name }) => name).join(' ');
  const cases = commands.map((command) => `    ${command.name}) words="${flagsOf(command).join(' ')}" ;;`);
  const bash = [
    '_palimpsest() {',
    '  local current="${COMP_WORDS[COMP_CWORD]}" words',
    '  case "${COMP_WORDS[1]}" in',
    ...cases,
    `    *) words="${names} help" ;;`,
    '  esac',
    `  [ "$COMP_CWORD" -eq 1 ] && words="${names} help"`,
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '}',
    'complete -o default -F _palimpsest palimpsest',
  ];
  const zsh = ['autoload -U +X bashcompinit && bashcompinit', ...bash];
  return `${(shell === 'zsh' ? zsh : bash).join('\n')}\n`;
}

function renderFish(commands: readonly Offered[], shared: Command['options']): string {
  const lines = commands.flatMap(({ name, summary, options }) => [
    `complete -c palimpsest -n __fish_use_subcommand -a ${name} -d '${quote(summary)}'`,
    ...Object.entries({ ...options, ...shared }).map(
      ([option, { about, type }]) =>
        `complete -c palimpsest -n '__fish_seen_subcommand_from ${name}' -l ${option}${type === 'string' ? ' -r' : ''} -d '${quote(about)}'`,
    ),
  ]);
  return `${lines.join('\n')}\n`;
}

function quote(text: string): string {
  return text.replaceAll(/['\\]/g, String.raw`\$&`);
}
