/** How the process ends. */
export const EXIT = {
  holds: 0,
  fails: 1,
  usage: 2,
  fault: 3,
  interrupted: 130,
} as const;
