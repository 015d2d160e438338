import { useMemo } from 'preact/hooks';
import { showFloat } from '../../circuits/float-text.ts';
import type { Pen } from '../../drawing/pen.ts';
import { at } from '../../gates/at.ts';
import { Still } from '../canvas/still.tsx';
import { palette } from '../theme.ts';
import type { Radix } from '../value-text.ts';
import { checkSum } from './check-sum.ts';
import type { FloatRun } from './float-run.ts';
import type { Geometry } from './geometry.ts';
import type { Lane } from './lanes.ts';
import { OperandNote } from './operand.tsx';
import { showOperand } from './operand-text.ts';
import { paintBits } from './paint-bits.ts';

const FLAGS = ['invalid', 'overflow', 'underflow', 'inexact'] as const;

/** The result with its flags, and what two other computations say of it. */
export function Result({
  run,
  lanes,
  radix,
  geometry,
}: {
  readonly run: FloatRun;
  readonly lanes: readonly Lane[];
  readonly radix: Radix;
  readonly geometry: Geometry;
}) {
  const { format, sum } = run;
  const { rows } = at(lanes, lanes.length - 1);
  const cells = rows.find(({ label }) => label === 'result')?.cells ?? [];
  const colours = palette.value;
  const { cell } = geometry;
  const paint = useMemo(
    () => (pen: Pen) => paintBits(pen, cells, geometry, 4, colours),
    [lanes, cell, colours],
  );
  return (
    <div class="operand result">
      <div class="operand-bits" style={{ height: `${geometry.row + 10}px` }}>
        <p class="operand-text" style={{ width: `${geometry.margin - 12}px` }}>
          <span>=</span>{' '}
          <output aria-label="result" title={showOperand(format, sum.r, radix)}>
            {showOperand(format, sum.r, radix)}
          </output>
        </p>
        <Still width={geometry.width} height={geometry.row + 4} paint={paint} />
      </div>
      <div class="operand-note">
        <OperandNote format={format} bits={sum.r} />
      </div>
      <Badge run={run} />
    </div>
  );
}

/** Whether the circuit agrees with the language's own addition, and with exact whole numbers. */
function Badge({ run }: { readonly run: FloatRun }) {
  const { format, sum } = run;
  const { model, agreesWithModel, language, agreesWithLanguage } = checkSum(run);
  return (
    <div class="badges">
      <ul class="exceptions" aria-label="flags">
        {FLAGS.map((flag) => (
          <li key={flag} class="flag" data-bit={sum[flag]}>
            {flag} <b>{`${sum[flag]}`}</b>
          </li>
        ))}
      </ul>
      <Verdict agrees={agreesWithLanguage}>
        {'whyNot' in language
          ? `JavaScript cannot say: ${language.whyNot}`
          : `JavaScript: ${language.how} = ${language.bits === undefined ? 'nan' : showFloat(format, language.bits)}`}
      </Verdict>
      <Verdict agrees={agreesWithModel}>
        {`Exact integers, rounded once: ${showFloat(format, model.r)}`}
      </Verdict>
    </div>
  );
}

function Verdict({ agrees, children }: { readonly agrees: boolean | undefined; readonly children: string }) {
  const word = agrees === undefined ? '' : agrees ? 'agrees' : 'differs';
  return (
    <span class="badge" data-verdict={word}>
      {word !== '' && <b>{`${agrees ? '✓' : '✗'} ${word}`}</b>} {children}
    </span>
  );
}
