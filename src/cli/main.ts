#!/usr/bin/env node
import { EXIT } from './exit-code.ts';
import { errorLog, run } from './run.ts';

const args = process.argv.slice(2);

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough, such as `head`, closes the pipe: no fault of ours and nothing to report.
  if (error.code === 'EPIPE') return;
  errorLog(args).error(`adderscope: stdout must be something that can be written (${error.message})`);
  process.once('exit', () => {
    process.exitCode = EXIT.usage;
  });
});

// Setting the code instead of exiting lets pending output reach a pipe.
process.exitCode = await run(args);
