import { useState } from 'preact/hooks';
import { at } from '../../gates/at.ts';
import { go } from '../state.ts';
import { readNet } from './inside-state.ts';
import type { Layout } from './layout.ts';

const ID = 'search';

/** Puts the cursor into the search field. */
export function focusSearch(): void {
  document.getElementById(ID)?.focus();
}

/** Finds a net by its number, a bit of a port as `a3` or `a.3`, or a stage by a part of its name. */
export function Search({ layout }: { readonly layout: Layout }) {
  const [text, setText] = useState('');
  const found = text === '' ? undefined : find(layout, text.trim());
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (found !== undefined) go(found.patch, 'push');
      }}
    >
      <label>
        Find{' '}
        <input
          id={ID}
          class="search"
          value={text}
          placeholder="net 200, a3, a stage"
          autocomplete="off"
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <span class="faint">{text === '' ? '' : (found?.text ?? 'nothing found')}</span>
    </form>
  );
}

function find({ netlist }: Layout, text: string) {
  const digits = /^(?:net\s*\.?)?\s*(\d{1,7})$/.exec(text)?.[1];
  const bit = /^([A-Za-z_]+)\.?(\d+)$/.exec(text);
  const net =
    digits === undefined
      ? bit === null
        ? undefined
        : readNet(`${bit[1]}.${bit[2]}`, netlist)
      : readNet(`net.${digits}`, netlist);
  if (net !== undefined) return { text: `net ${net}, Enter`, patch: { sel: `net.${net}`, level: 'cell' } };
  const scope = netlist.scopes.findIndex(
    ({ name }, index) => index > 0 && name.toLowerCase().includes(text.toLowerCase()),
  );
  if (scope === -1) return undefined;
  return {
    text: `${at(netlist.scopes, scope).name}, Enter`,
    patch: { stage: String(scope), level: 'stage', sel: undefined },
  };
}
