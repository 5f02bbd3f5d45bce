import os from 'node:os';
import { parseArgs } from 'node:util';

import { measureBlame } from './blame';
import { measureCrowd } from './crowd';
import { measureDifference } from './difference';
import { measureEventLoop } from './event-loop';
import { measureExport } from './export';
import { measureFolder } from './folder';
import type { Finding, Measurement } from './harness/measurement';
import { closeMillion } from './harness/million';
import { formatReport } from './harness/report';
import { measureImport } from './import';
import { measureLive } from './live';
import { measureMove } from './move';
import { measureOverview } from './overview';
import { measurePages } from './pages';
import { measureResidentMemory } from './resident-memory';
import { measureRetrieve } from './retrieve';
import { measureRevert } from './revert';
import { measureSearch } from './search';
import { measureTwoWebs } from './two-webs';
import { measureUpdate } from './update';
import { measureVersions } from './versions';

const measurements: Record<string, Measurement> = {
  update: measureUpdate,
  crowd: measureCrowd,
  retrieve: measureRetrieve,
  'two-webs': measureTwoWebs,
  folder: measureFolder,
  versions: measureVersions,
  revert: measureRevert,
  'resident-memory': measureResidentMemory,
  'event-loop': measureEventLoop,
  search: measureSearch,
  difference: measureDifference,
  blame: measureBlame,
  import: measureImport,
  export: measureExport,
  live: measureLive,
  move: measureMove,
  pages: measurePages,
  overview: measureOverview,
};

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
});

const unknown = positionals.find((name) => !Object.hasOwn(measurements, name));
if (unknown !== undefined) {
  console.error(
    `There is no measurement called ${unknown}. There are: ${Object.keys(measurements).join(', ')}.`,
  );
  process.exit(2);
}

const findings: Finding[] = [];
try {
  for (const [name, measure] of Object.entries(measurements)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    console.error(`Measuring ${name} …`);
    const found = await measure(values.quick ? 'small' : 'full');
    for (const { what, figure, mustBe } of found) console.error(`  ${what}: ${figure} (${mustBe})`);
    findings.push(...found);
  }
} finally {
  await closeMillion();
}
console.log(formatReport(findings, { isQuick: values.quick, cores: os.cpus().length, at: new Date() }));
process.exitCode = findings.some(({ isMet }) => isMet === false) ? 1 : 0;
