import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export type ChildScript = {
  /** Resolves with what the script prints first; rejects with everything it printed when it ends without a word. */
  firstOutput: Promise<string>;
  /** Resolves to the exit code; null when it was killed. */
  exited: Promise<number | null>;
  /** As by a power cut: nothing is cleaned up. */
  kill9: () => Promise<number | null>;
};

/** Runs a module's text in a process of its own, with the arguments behind `process.argv[1]` and imports as in this repository. */
export function runChildScript(text: string, args: readonly string[]): ChildScript {
  const flags = ['--conditions=react-server', '--import', 'tsx', '--input-type=module', '--eval', text];
  const child = spawn(process.execPath, [...flags, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const firstOutput = new Promise<string>((resolve, reject) => {
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    void exited.then(() => reject(new Error(`The script ended without a word.\n${errors}`)));
  });
  return {
    firstOutput,
    exited,
    kill9: () => {
      child.kill('SIGKILL');
      return exited;
    },
  };
}
