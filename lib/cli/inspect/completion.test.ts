import { expect, test } from 'vitest';

import { commands } from './commands';
import { renderCompletion, shells } from './completion';
import { renderCommandHelp, renderHelp } from './help';

test.each(shells)('%s completes every command and its options', (shell) => {
  const script = renderCompletion(shell, commands, {});
  for (const { name, options } of commands) {
    expect(script).toContain(name);
    for (const option of Object.keys(options)) expect(script).toContain(option);
  }
});

test('every command has help with its usage and an example that begins with its name', () => {
  for (const command of commands) {
    expect(renderHelp(commands)).toContain(command.summary);
    expect(renderCommandHelp(command)).toContain(`palimpsest ${command.usage.split(' | ')[0]}`);
    expect(command.examples.length).toBeGreaterThan(0);
    for (const example of command.examples) expect(example.startsWith(command.name)).toBe(true);
  }
});
