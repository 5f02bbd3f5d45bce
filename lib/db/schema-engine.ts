import 'server-only';

import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

type WasmExports = { __wbindgen_start?: () => void };

const wasmPath = path.join(
  process.cwd(),
  'node_modules',
  '@prisma',
  'schema-engine-wasm',
  'schema_engine_bg.wasm',
);

/** The bindings know one WASM instance a process: a second one, from a duplicate of this module, would pull the memory from under the first. */
type Holder = { loading?: Promise<void> };
const holder = ((globalThis as Record<symbol, unknown>)[Symbol.for('palimpsest.schemaEngine')] ??=
  {}) as Holder;

async function loadWasm(): Promise<void> {
  const { instance } = await WebAssembly.instantiate(await readFile(wasmPath), {
    './schema_engine_bg.js': bindings as unknown as WebAssembly.ModuleImports,
  });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports as WasmExports).__wbindgen_start?.();
}

/** Prisma's schema engine, in this process, speaking to the database through the given adapter. */
export async function openSchemaEngine(
  factory: SqlMigrationAwareDriverAdapterFactory,
  datamodels?: [string, string][],
): Promise<bindings.SchemaEngine> {
  holder.loading ??= loadWasm();
  await holder.loading;
  const adapter = bindMigrationAwareSqlAdapterFactory(factory);
  return bindings.SchemaEngine.new({ datamodels }, () => undefined, adapter);
}
