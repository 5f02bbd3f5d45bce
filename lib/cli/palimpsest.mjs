#!/usr/bin/env node
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import { register } from 'tsx/cjs/api';

// The aliases of this project hold wherever it is called from. Hooks of `require` start twice as fast as those of `import`.
process.env.TSX_TSCONFIG_PATH = fileURLToPath(new URL('../../tsconfig.json', import.meta.url));
register();
const { main } = createRequire(import.meta.url)('./inspect/main.ts');

process.exitCode = await main(process.argv.slice(2), process.env);
