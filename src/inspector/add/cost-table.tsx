import { useMemo } from 'preact/hooks';
import { stageRows } from '../../claims/float-stage-table.ts';
import { decimal } from './cost-text.ts';
import type { FloatQuestion } from './float-run.ts';

/** What the whole adder costs beside what the paper says: where its 6 max(i, j) comes from. */
export function CostTable({ question }: { readonly question: FloatQuestion }) {
  const { e, f } = question.format;
  const { rounding } = question;
  const totals = useMemo(() => stageRows({ e, f }, rounding).slice(9), [e, f, rounding]);
  return (
    <table class="totals">
      <caption>The whole adder, counted in its gates, beside what the paper says</caption>
      <thead>
        <tr>
          <th scope="col">part</th>
          <th scope="col">adders + multiplexers / 5</th>
          <th scope="col">unit gates / 7</th>
          <th scope="col">paper</th>
          <th scope="col">its formula</th>
        </tr>
      </thead>
      <tbody>
        {totals.map(({ stage, weighted, unitGates, claimed, term, note }) => (
          <tr key={`${stage} ${term}`}>
            <th scope="row">
              {stage}
              {note === undefined ? '' : ` (${note})`}
            </th>
            <td>{decimal(weighted)}</td>
            <td>{decimal(unitGates)}</td>
            <td>{claimed === undefined ? 'none' : decimal(claimed)}</td>
            <td>{term === undefined ? '' : <code>{term}</code>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
