import { go } from '../state.ts';
import { tally } from './diagram.ts';
import { grouped } from './paint.ts';
import type { ReduceState } from './reduce-state.ts';
import type { Placed } from './scene.ts';

interface Props {
  readonly state: ReduceState;
  readonly placed: Placed;
}

/** Numbers of more digits say less than the word beside them, and take the room of the stage's name. */
function shortSum(sum: bigint): string {
  return sum < 10n ** 10n ? grouped(sum) : '';
}

/** The stages in a table: adders, the running tally, and what the dots come to. A stage can be put in front. */
export function StageList({ state, placed }: Props) {
  const { diagram, sums, wrong } = placed;
  const front = state.stage ?? state.place?.stage;
  return (
    <table class="stages">
      <caption>Stages</caption>
      <thead>
        <tr>
          <th scope="col">stage</th>
          <th scope="col">height</th>
          <th scope="col">FA</th>
          <th scope="col">HA</th>
          <th scope="col">so far</th>
          <th scope="col">dots come to</th>
        </tr>
      </thead>
      <tbody>
        {diagram.stages.map((stage, index) => {
          const n = (kind: string) => stage.groups.filter((adder) => adder.kind === kind).length;
          const isWrong = wrong !== undefined && index >= wrong;
          return (
            <tr key={stage.name} class={index === front ? 'front' : ''}>
              <th scope="row">
                <button
                  type="button"
                  class="link"
                  aria-current={index === front ? 'step' : undefined}
                  onClick={() => go({ stage: String(index), sel: undefined }, 'push')}
                >
                  {index} {stage.name}
                </button>
              </th>
              <td>
                {stage.height}
                {stage.groups.length > 0 && `\u2192${stage.heightAfter}`}
              </td>
              <td>{n('fa')}</td>
              <td>{n('ha')}</td>
              <td>{tally(diagram, index).adders}</td>
              <td class={isWrong ? 'wrong mono' : 'mono'}>
                {shortSum(sums[index] ?? 0n)} {isWrong ? '\u2260 a\u00b7b' : '= a\u00b7b'}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
