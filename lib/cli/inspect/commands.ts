import type { Command } from './command';
import { asOfCommand } from './commands/as-of';
import { auditCommand } from './commands/audit';
import { blameCommand } from './commands/blame';
import { catCommand } from './commands/cat';
import { diffCommand } from './commands/diff';
import { logCommand } from './commands/log';
import { exportCommand } from './commands/export';
import { importCommand } from './commands/import';
import { lsCommand } from './commands/ls';
import { redactCommand } from './commands/redact';
import { restoreCommand } from './commands/restore';
import { retentionCommand } from './commands/retention';
import { revertCommand } from './commands/revert';
import { searchCommand } from './commands/search';
import { storesCommand } from './commands/stores';
import { verifyCommand } from './commands/verify';
import { usageFailure } from './failure';

/** In the order of the help page. */
export const commands: readonly Command[] = [
  storesCommand,
  lsCommand,
  catCommand,
  logCommand,
  diffCommand,
  blameCommand,
  asOfCommand,
  searchCommand,
  restoreCommand,
  revertCommand,
  redactCommand,
  verifyCommand,
  retentionCommand,
  auditCommand,
  exportCommand,
  importCommand,
];

export function findCommand(name: string): Command {
  const command = commands.find((each) => each.name === name);
  if (command) return command;
  throw usageFailure(
    `there is no command "${name}".`,
    `There is ${commands.map((each) => each.name).join(', ')}.`,
  );
}
