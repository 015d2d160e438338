import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    passWithNoTests: false,
    testTimeout: 180_000,
    // By default one core is left free; half of the tests wait for child processes anyway.
    maxWorkers: '100%',
    // No test changes a module, so files may share a thread; a process for each would double the time.
    pool: 'threads',
    isolate: false,
    setupFiles: ['test/setup.ts'],
  },
});
