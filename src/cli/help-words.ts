/** The words that are for help alone. */
export const HELP_WORDS = {
  options: ['help', 'version', 'get-yargs-completions'],
  command: 'completion',
} as const;
