import { type ChildProcess, spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** The user `node` of the base image. */
export const nodeId = 1000;
const system = ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32'];

/**
 * Makes a folder the root of one process, with this machine's programs in it and nothing else of it. Mounts are the process's own and
 * end with it. `ro` leaves nothing writable but volumes and /tmp, as a container that is started read-only.
 */
const enter = `
set -e
root=$1 access=$2 user=$3 folder=$4 cache=$5 volume=$6; shift 6
mount --make-rprivate /
mount --bind "$root" "$root"
for name in usr etc; do
  mount --bind "/$name" "$root/$name"
  mount -o remount,bind,ro "$root/$name"
done
for name in passwd group; do mount --bind "$root/.$name" "$root/etc/$name"; done
mount --rbind /dev "$root/dev"
mount --rbind /proc "$root/proc"
if [ "$access" = ro ]; then
  [ -z "$volume" ] || mount --bind "$root$volume" "$root$volume"
  mount -t tmpfs tmpfs "$root/tmp"
  mount -o remount,bind,ro "$root"
  exec chroot "$root" setpriv --reuid="$user" --regid="$user" --clear-groups --no-new-privs --bounding-set=-all \\
    env -i --chdir="$folder" "$@"
fi
[ -z "$cache" ] || mount --bind "$cache" "$root/root/.npm"
exec chroot "$root" setpriv --reuid="$user" --regid="$user" --clear-groups env -i --chdir="$folder" "$@"`;

export type Container = {
  root: string;
  variables: Record<string, string>;
  folder: string;
  userId: number;
  volume: string;
};

/** An empty root folder in the place of a base image. */
export function openContainer(root: string): Container {
  const folders = ['usr', 'etc', 'dev', 'proc', 'tmp', 'root/.npm', 'home/node'];
  for (const name of folders) mkdirSync(join(root, name), { recursive: true });
  chownSync(join(root, 'home/node'), nodeId, nodeId);
  for (const name of system) {
    if (!existsSync(`/${name}`)) continue;
    if (!lstatSync(`/${name}`).isSymbolicLink())
      throw new Error(`/${name} is no link into /usr, as it is on a Debian of these years.`);
    symlinkSync(readlinkSync(`/${name}`), join(root, name));
  }
  for (const [name, line] of [
    ['passwd', `node:x:${nodeId}:${nodeId}::/home/node:/bin/sh`],
    ['group', `node:x:${nodeId}:`],
  ] as const)
    writeFileSync(join(root, `.${name}`), `${line}\n${readFileSync(`/etc/${name}`, 'utf8')}`);
  const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  return { root, variables: { PATH: path }, folder: '/', userId: 0, volume: '' };
}

/** Starts a program inside; its id is that of the program itself, so that signals reach it. */
export function startInside(
  { root, variables, folder, userId, volume }: Container,
  command: readonly string[],
  options: { access: 'rw' | 'ro'; cache?: string; variables?: Record<string, string> },
): ChildProcess {
  const home = userId === 0 ? '/root' : '/home/node';
  const given = Object.entries({ HOME: home, ...variables, ...options.variables });
  const own = given.map(([name, value]) => `${name}=${value}`);
  const place = [root, options.access, String(userId), folder, options.cache ?? '', volume];
  const args = ['--mount', '/bin/sh', '-c', enter, 'enter', ...place, ...own, ...command];
  return spawn('unshare', args, { stdio: ['ignore', 'pipe', 'pipe'] });
}

export type Ended = { code: number | null; output: string };

/** Resolves to what a process printed until it ended, and how. */
export function awaitEnd(child: ChildProcess): Promise<Ended> {
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString() }));
  });
}
