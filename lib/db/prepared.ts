import 'server-only';

import { parse, protocol } from '@electric-sql/pglite';
import type { PGlite, QueryOptions } from '@electric-sql/pglite';

const { serialize } = protocol;

export type NamedStatement = { name: string; text: string; values: readonly unknown[] };
export type RunPrepared = <Row>(statement: NamedStatement) => Promise<Row[]>;

/**
 * Runs statements that stay prepared in PGlite's one session; its own interface parses and plans each anew, which for a read of one
 * memory takes longer than everything else. The caller must be inside a transaction: this takes no lock of its own.
 */
export function prepareOn(pglite: PGlite, options: QueryOptions): RunPrepared {
  const known = new Map<string, number[]>();
  const send = (...messages: Uint8Array[]) =>
    pglite.execProtocolStream(Buffer.concat([...messages, serialize.sync()]), { syncToFs: false });

  async function findParameterTypes(name: string, text: string): Promise<number[]> {
    const found = known.get(name);
    if (found) return found;
    const answer = await send(serialize.parse({ name, text }), serialize.describe({ type: 'S', name }));
    const types = parse.parseDescribeStatementResults(answer);
    known.set(name, types);
    return types;
  }

  function toWire(value: unknown, type: number): string | Uint8Array | null {
    if (value === null || value === undefined) return null;
    // Bytes travel as they are: PGlite would write two kilobytes as hexadecimal for longer than the database stores them.
    if (value instanceof Uint8Array) return value;
    // Types without a serializer of their own are handed over as plain values.
    return pglite.serializers[type]?.(value) ?? String(value as string | number | bigint | boolean);
  }

  return async <Row>({ name, text, values }: NamedStatement) => {
    const types = await findParameterTypes(name, text);
    const answer = await send(
      serialize.bind({
        statement: name,
        values: values.map((value, index) => toWire(value, types[index] ?? 0)),
      }),
      serialize.describe({ type: 'P' }),
      serialize.execute({}),
    );
    const [result] = parse.parseResults(answer, pglite.parsers, options);
    return (result?.rows ?? []) as Row[];
  };
}
