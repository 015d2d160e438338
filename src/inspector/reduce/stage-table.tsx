import { at } from '../../gates/at.ts';
import { ADDER_LABELS } from './describe.ts';
import { addersIn, type Diagram } from './diagram.ts';
import { columnReason } from './explain.ts';

interface Props {
  readonly diagram: Diagram;
  readonly bits: Uint8Array;
  readonly stage: number;
}

/** A stage in words and numbers: everything that the picture says of it. */
export function StageTable({ diagram, bits, stage: index }: Props) {
  const stage = at(diagram.stages, index);
  const columns = Array.from({ length: diagram.columns }, (_, k) => k).filter(
    (k) => (stage.heights[k] ?? 0) > 0,
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus, for the keyboard
    <section class="table" aria-label="Stage as a table" tabIndex={0}>
      <table>
        <caption>
          Stage {index}, {stage.name}
          {stage.target === undefined ? '' : `, target height ${stage.target}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">column</th>
            <th scope="col">bits</th>
            <th scope="col">carries in</th>
            <th scope="col">adders</th>
            <th scope="col">after</th>
            <th scope="col">why</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((k) => {
            const { carriesIn, after, summary, adders } = columnReason(diagram, index, k);
            const dots = Array.from(
              { length: stage.heights[k] ?? 0 },
              (_, row) => bits[stage.nets[row * diagram.columns + k] ?? 0],
            );
            return (
              <tr key={k}>
                <th scope="row">{k}</th>
                <td class="mono">{dots.join('')}</td>
                <td>{carriesIn}</td>
                <td>
                  {addersIn(stage, k)
                    .map(({ kind }) => ADDER_LABELS[kind])
                    .join(' ')}
                </td>
                <td>{after}</td>
                <td class="wide">{[summary, ...adders].join(' ')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
