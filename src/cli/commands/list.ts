import type { Param } from '../../circuits/params.ts';
import { kindInWords } from '../../claims/judge.ts';
import { tableOf } from '../../tables/document.ts';
import { defineCommand } from '../context.ts';
import { EXIT } from '../exit-code.ts';

export const list = defineCommand({
  name: 'list',
  takes: '',
  mostNames: 0,
  about: 'the catalogue: circuits, their parameters and ranges, and claims',
  options: {},
  circuitOptions: 'none',
  async run({ catalogue, print }) {
    const circuits = catalogue.circuits.map(({ name, about, source, params }) => ({
      name,
      about,
      source,
      params,
    }));
    const claims = catalogue.claims.map(
      ({ id, circuit, text, about, source, status, kind, bound, tolerance, domain }) => ({
        id,
        circuit,
        text,
        about,
        source,
        status,
        kind,
        ...(bound === undefined ? {} : { bound }),
        ...(tolerance === undefined ? {} : { tolerance }),
        cases: domain.length,
      }),
    );
    await print({
      facts: {},
      tables: [
        tableOf('circuits', 'Circuits', circuits, [
          ['circuit', (row) => row.name],
          ['parameters', (row) => Object.entries(row.params).map(showParam).join(' ')],
          ['what it computes', (row) => row.about],
        ]),
        tableOf('claims', 'Claims', claims, [
          ['claim', (row) => row.id],
          ['formula', (row) => row.text],
          ['circuit', (row) => row.circuit],
          ['kind', kindInWords],
          ['status', (row) => row.status],
          ['cases', (row) => row.cases],
          ['what it says', (row) => row.about],
        ]),
      ],
    });
    return EXIT.holds;
  },
});

function showParam([name, param]: readonly [string, Param]): string {
  if (param.kind === 'integer') return `--${name} ${param.min}..${param.max}`;
  if (param.kind === 'choice') return `--${name} ${param.values.join('|')}`;
  return `[--${name}]`;
}
