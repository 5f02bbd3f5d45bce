import { execFileSync } from 'node:child_process';

/** Resident memory of the one server that is this process's child. */
export function readResidentMb(): number {
  const processes = execFileSync('ps', ['-A', '-o', 'ppid=,rss=,args='], { encoding: 'utf8' }).split('\n');
  for (const line of processes) {
    const [parent, rssKb, ...args] = line.trim().split(/\s+/);
    if (Number(parent) === process.pid && args.join(' ').endsWith('lib/cli/serve.mjs'))
      return Number(rssKb) / 1024;
  }
  throw new Error('The server is not among the processes.');
}

const sampleMs = 100;

/** By how much the server's memory rises at most while the work is done, in MB. */
export async function measureGrowth(work: () => Promise<unknown>): Promise<number> {
  const before = readResidentMb();
  let highest = before;
  const timer = setInterval(() => (highest = Math.max(highest, readResidentMb())), sampleMs);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return Math.max(highest, readResidentMb()) - before;
}
