/** Why something is taken back that was done without a reason: what takes it back may want one. */
export const undoneNote = { reason: 'Taken back at once.' };
