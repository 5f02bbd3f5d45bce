import { afterAll, vi } from 'vitest';

// Test files take turns in one process, where what the database was compiled to stays: each finds our own modules as a new process would.
vi.resetModules();
afterAll(() => void vi.unstubAllEnvs());
