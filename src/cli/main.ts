#!/usr/bin/env node
import { run } from './run.ts';

// Setting the code instead of exiting lets pending output reach a pipe.
process.exitCode = await run(process.argv.slice(2));
