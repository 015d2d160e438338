import fc from 'fast-check';

// A fixed seed: the same cases on every run. A failure prints the path that replays it.
fc.configureGlobal({ seed: 20241107, verbose: fc.VerbosityLevel.Verbose });
