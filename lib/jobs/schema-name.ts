/** The schema of the job queue's own tables. */
export const jobSchema = 'palimpsest_jobs';
