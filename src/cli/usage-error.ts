/** Something that the user can put right: one line, exit code 2. */
export class UsageError extends Error {}

/** Runs a check of user input; what it throws becomes a usage error. */
export function asUsage<T>(body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
