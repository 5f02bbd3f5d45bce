/** A server-sent event; one without data says only where the stream stands. */
export type ServerEvent = { id: string; name: string; data: string };

/** As a browser's `EventSource` reads it (WHATWG HTML, section 9.2). Neither field may hold a line's end. */
export function encodeEvent({ id, name, data }: ServerEvent): string {
  return `event: ${name}\nid: ${id}\ndata: ${data}\n\n`;
}

/** Moves the reader's cursor and says that the stream lives, without an event. */
export function encodeHeartbeat(id: string): string {
  return `: still here\nid: ${id}\n\n`;
}

/** Reads events from a text that arrives in pieces, cut anywhere. An `id` without data is told with empty data. */
export function createEventReader(onEvent: (event: ServerEvent) => void): (piece: string) => void {
  let rest = '';
  return (piece) => {
    const blocks = (rest + piece).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) onEvent(readBlock(block));
  };
}

function readBlock(block: string): ServerEvent {
  const event = { id: '', name: 'message', data: '' };
  for (const line of block.split('\n')) {
    const [field = '', value = ''] = splitAt(line, ': ');
    if (field === 'id' || field === 'data') event[field] = value;
    else if (field === 'event') event.name = value;
  }
  return event;
}

function splitAt(line: string, mark: string): string[] {
  const at = line.indexOf(mark);
  return at === -1 ? [line] : [line.slice(0, at), line.slice(at + mark.length)];
}
