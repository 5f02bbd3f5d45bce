import { exportFormats, exportStoreOperation, exportWorkspaceOperation } from '@/lib/transfer/schema';
import type { ExportFormat } from '@/lib/transfer/schema';

import type { Command, Context } from '../command';
import { assertFree, keepDownload } from '../download-file';
import { exitCodes, usageFailure } from '../failure';
import { locateStore } from '../locate';

export const exportCommand: Command = {
  name: 'export',
  summary: 'take a store out with its whole history, or as a folder of Markdown files',
  usage: 'export STORE [--format FORMAT] [--out FILE] | export --workspace [--out FILE]',
  positionals: { min: 0, max: 1 },
  options: {
    out: {
      type: 'string',
      value: 'FILE',
      about: 'where to write it; a file that is there is never overwritten',
    },
    format: {
      type: 'string',
      value: 'FORMAT',
      about: 'archive, with history (the default); tar.gz or zip, a folder of the memories as they are now',
    },
    workspace: { type: 'boolean', about: 'every store of the workspace' },
  },
  examples: [
    'export Research',
    'export "Research notes" --out research.gz',
    'export Research --format zip',
    'export Research | gunzip | head -1',
  ],
  details:
    'The archive is gzipped NDJSON. A folder holds each memory as one file under its path, with .md behind those that do not end so; withheld and archived memories are in it too, without their state. Without --out it goes to standard output, or on a terminal to a file with the name that the server gives it.',
  run: async (context) => {
    const { terminal, args } = context;
    const out = args.text('out');
    if (out !== undefined) assertFree(out);
    const response = await request(context, readFormat(context));
    await keepDownload(response, { terminal, out });
    return exitCodes.ok;
  },
};

function readFormat({ args }: Context): ExportFormat {
  const wanted = args.text('format') ?? 'archive';
  const format = exportFormats.find((each) => each === wanted);
  if (!format)
    throw usageFailure(`${wanted} is no format of an export.`, `Formats are ${exportFormats.join(', ')}.`);
  if (format !== 'archive' && args.has('workspace'))
    throw usageFailure('a workspace is exported as an archive.', 'Name a STORE to get a folder of files.');
  return format;
}

async function request({ api, args }: Context, format: ExportFormat): Promise<Response> {
  const [wanted] = args.positionals;
  if (args.has('workspace') === (wanted !== undefined))
    throw usageFailure('say what to export.', 'Name a STORE, or give --workspace.');
  if (wanted === undefined) return api.download(exportWorkspaceOperation);
  const store = await locateStore(api, wanted);
  return api.download(exportStoreOperation, {
    params: { memory_store_id: store.id },
    query: { format },
  });
}
