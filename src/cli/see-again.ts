import type { AnyValues } from '../circuits/params.ts';
import { portTexts } from '../gates/counterexample.ts';
import type { SeeAgain } from '../report/verification-tables.ts';
import type { Failure } from '../verify/verdict.ts';
import { inspectAt } from './inspect-at.ts';

/** The command that shows a failure again, with the files of `--load`, and the address of the page that does. */
export function seeAgain(failure: Failure, load: readonly string[]): SeeAgain {
  const command = againCommand(failure);
  const loads = load.map((file) => ` --load ${file}`).join('');
  const inspect =
    failure.counterexample === undefined ? undefined : inspectAt(failure, failure.counterexample.inputs);
  return {
    command,
    reproduce: `adderscope ${command}${loads}`,
    ...(inspect === undefined ? {} : { inspect }),
  };
}

/** The arguments of `adderscope` that show a failure again: its check, or its counterexample. */
export function againCommand({ circuit, params, check, counterexample }: Failure): string {
  const options = paramOptions(params);
  return counterexample === undefined
    ? `verify ${circuit} ${options}${check === 'build' ? '' : ` --checks ${check}`}`
    : `simulate ${circuit} ${options} ${paramOptions(portTexts(counterexample.inputs))}`;
}

/** Values as command-line options: `--i 4 --j 8`. A flag that is off is said too: it may be on by default. */
export function paramOptions(values: AnyValues): string {
  return Object.entries(values)
    .map(([name, value]) =>
      typeof value === 'boolean' ? `--${value ? '' : 'no-'}${name}` : `--${name} ${value}`,
    )
    .join(' ');
}
