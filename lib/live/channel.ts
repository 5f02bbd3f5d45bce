/** Where processes tell each other of their commits: ids of workspaces, with commas between them. */
export const changesChannel = 'palimpsest_changes';
