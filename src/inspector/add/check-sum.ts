import { FloatModel, type FloatSum } from '../../circuits/float-adder/model.ts';
import { floatFields } from '../../circuits/float-text.ts';
import type { FloatRun } from './float-run.ts';
import { type LanguageSum, languageSum } from './language-sum.ts';

/** The outputs of the circuit beside two computations that share nothing with it. */
export interface SumCheck {
  /** Exact whole numbers, rounded once: the sum and its exceptions. */
  readonly model: FloatSum;
  readonly agreesWithModel: boolean;
  readonly language: LanguageSum;
  /** Absent where the language has no such addition. */
  readonly agreesWithLanguage?: boolean;
}

/** Holds the outputs of a run against exact whole numbers and against the language's own addition. */
export function checkSum(run: FloatRun): SumCheck {
  const { format, direction, op, a, b, sum } = run;
  const model = new FloatModel(format).add(a, b, op === 1n, direction);
  const agreesWithModel =
    model.r === sum.r &&
    model.invalid === sum.invalid &&
    model.overflow === sum.overflow &&
    model.underflow === sum.underflow &&
    model.inexact === sum.inexact;
  const language = languageSum(run);
  if ('whyNot' in language) return { model, agreesWithModel, language };
  const isNan = floatFields(format, sum.r).class.endsWith('NaN');
  return {
    model,
    agreesWithModel,
    language,
    agreesWithLanguage: language.bits === undefined ? isNan : language.bits === sum.r,
  };
}
