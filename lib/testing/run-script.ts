import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export type Ran = { code: number | null; output: string; errors: string };

/** Runs one of the scripts in lib/cli, as npm does it, with nothing of the caller's settings but those that are given. */
export function runScript(name: string, args: readonly string[], env: Record<string, string>): Promise<Ran> {
  return runModule(`lib/cli/${name}.ts`, args, env);
}

/** The same for a module anywhere in this repository, named from its root. */
export function runModule(path: string, args: readonly string[], env: Record<string, string>): Promise<Ran> {
  const { PATH, HOME, TMPDIR } = process.env;
  const flags = ['--conditions=react-server', '--import', 'tsx', path];
  const child = spawn(process.execPath, [...flags, ...args], {
    cwd: root,
    env: { ...env, PATH, HOME, TMPDIR, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ran: Ran = { code: null, output: '', errors: '' };
  child.stdout.on('data', (chunk: Buffer) => (ran.output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (ran.errors += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...ran, code })));
}

/** The same for a script that is to succeed: what it printed as JSON. Throws with what it said otherwise. */
export async function runScriptForJson<Result>(
  name: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<Result> {
  const { code, output, errors } = await runScript(name, [...args, '--json'], env);
  if (code !== 0) throw new Error(`${name} ended with ${code}:\n${output}${errors}`);
  return JSON.parse(output) as Result;
}
