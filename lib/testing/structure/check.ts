import { findImportFaults } from './import-rules';
import {
  findBarrelFaults,
  findDirectiveFaults,
  findDomainFaults,
  findPathFaults,
  findReadmeFaults,
  findRootFaults,
  findVerbFaults,
} from './layout-rules';
import { findServerFaults } from './server-rules';
import { findSizeFaults } from './size-rules';
import { readSources } from './source';
import { findWordingFaults } from './wording-rules';

/** Every breach of the house's structure, each as a sentence that says what to do instead. Paths are relative to the root. */
export function findStructureFaults(tree: {
  rootNames: readonly string[];
  files: ReadonlyMap<string, string>;
}): string[] {
  const { rootNames, files } = tree;
  const paths = [...files.keys()];
  const sources = readSources(files);
  return [
    ...findRootFaults(rootNames),
    ...findPathFaults(paths),
    ...findDomainFaults(paths, sources),
    ...findReadmeFaults(files),
    ...findBarrelFaults(sources),
    ...findVerbFaults(sources),
    ...findDirectiveFaults(sources),
    ...findImportFaults(sources),
    ...findServerFaults(sources),
    ...findSizeFaults(sources),
    ...findWordingFaults(files),
  ];
}
