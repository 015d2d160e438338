import type { PlacedMap } from './scene.ts';
import { SIDE } from './width-map.ts';

const WIDTHS = Array.from({ length: SIDE }, (_, k) => k + 1);

/** A map as a table: a row for each i, a column for each j. */
export function WidthsTable({ map, title }: { readonly map: PlacedMap; readonly title: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus, for the keyboard
    <section class="widths-table" aria-label="Layer as a table" tabIndex={0}>
      <table>
        <caption>
          {map.title}: {title}
        </caption>
        <thead>
          <tr>
            <th scope="col">i \ j</th>
            {WIDTHS.map((j) => (
              <th key={j} scope="col">
                {j}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {WIDTHS.map((i) => (
            <tr key={i}>
              <th scope="row">{i}</th>
              {WIDTHS.map((j) => {
                const value = map.survey.values[(i - 1) * SIDE + j - 1] ?? Number.NaN;
                return <td key={j}>{Number.isNaN(value) ? '' : value}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
