import { fetchChanges, keepFollowing } from './event-connection';
import type { FromPage, ToPage } from './live-messages';

/** A page that has not been heard of for so long is closed, or sleeps; one that wakes says where it stands. */
const forgetAfterMs = 5 * 60_000;

type Here = Extract<FromPage, { type: 'here' }>;
/** The pages of one person in one workspace, and their one connection. */
type Room = { pages: Map<MessagePort, number>; state: ToPage | null; end: () => void };

const rooms = new Map<string, Room>();

function send(port: MessagePort, message: ToPage): void {
  port.postMessage(message);
}

function openRoom(name: string, { workspaceId, after }: Here): Room {
  const room: Room = { pages: new Map(), state: null, end: () => undefined };
  const stop = keepFollowing({ workspaceId, after }, (message) => {
    if (message.type === 'state') room.state = message;
    for (const port of room.pages.keys()) send(port, message);
  });
  room.end = () => {
    stop();
    rooms.delete(name);
  };
  rooms.set(name, room);
  return room;
}

/** It is told everything from now on; what happened between its being read and now, it is told by itself. */
async function admit(room: Room, port: MessagePort, { workspaceId, after }: Here): Promise<void> {
  if (room.state) send(port, room.state);
  try {
    const changes = await fetchChanges({ workspaceId, after });
    if (changes.length > 0) send(port, { type: 'changes', changes, cursor: '' });
  } catch {
    send(port, { type: 'gap' });
  }
}

function leave(port: MessagePort): void {
  for (const room of rooms.values()) {
    if (room.pages.delete(port) && room.pages.size === 0) room.end();
  }
}

function forgetSleepers(): void {
  const forgottenMs = performance.now() - forgetAfterMs;
  for (const { pages } of rooms.values()) {
    for (const [port, heardAtMs] of pages) if (heardAtMs < forgottenMs) leave(port);
  }
}

function hear(port: MessagePort, message: FromPage): void {
  if (message.type === 'bye') return leave(port);
  const name = `${message.workspaceId}/${message.personId}`;
  const known = rooms.get(name);
  const room = known ?? openRoom(name, message);
  const isNew = !room.pages.has(port);
  room.pages.set(port, performance.now());
  if (known && isNew) void admit(known, port, message);
  forgetSleepers();
}

/** Keeps one connection for all pages that speak through such ports. */
export function servePage(port: MessagePort): void {
  port.addEventListener('message', ({ data }: MessageEvent<FromPage>) => hear(port, data));
  port.start();
}
