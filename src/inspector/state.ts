import { computed, signal } from '@preact/signals';
import type { Misuse } from '../gates/misuse.ts';
import { type Address, checkQuery, parseAddress, printAddress, type Query } from './address.ts';
import { VIEW_ADDRESSES } from './view-addresses.ts';

/** Where the page is. The browser's address says the same, a moment later. */
export const address = signal<Address>(parseAddress('', VIEW_ADDRESSES).address);

/** The part of it that the current view reads. */
export const query = computed<Query>(() => address.value.query);

/** What could not be used of the address that was opened, a sentence each. */
export const problems = signal<readonly Misuse[]>([]);

/** What a screen reader says next. */
export const announcement = signal('');

export function announce(text: string): void {
  announcement.value = text;
}

/** Changes keys of the current view's address; undefined takes a key out. Small steps replace, others can be gone back. */
export function go(
  patch: Readonly<Record<string, string | undefined>>,
  how: 'push' | 'replace' = 'replace',
): void {
  const query: Record<string, string> = { ...address.value.query };
  for (const [key, text] of Object.entries(patch))
    if (text === undefined) delete query[key];
    else query[key] = text;
  open({ view: address.value.view, query }, how);
}

/** Opens an address. What does not fit any more, such as a value too wide for new widths, is left out without a word. */
export function open(next: Address, how: 'push' | 'replace' = 'push'): void {
  const view = VIEW_ADDRESSES.find((one) => one.name === next.view);
  if (view === undefined) return;
  const opened = { view: next.view, query: checkQuery(view, next.query).query };
  if (printAddress(opened) === printAddress(address.value)) return;
  if (how === 'push') flush();
  address.value = opened;
  problems.value = [];
  if (how === 'push') history.pushState(null, '', printAddress(opened));
  else timer ??= window.setTimeout(flush, QUIET);
}

/** Browsers allow some hundred changes of the address in half a minute, and a key held down makes more. */
const QUIET = 200;

let timer: number | undefined;

function flush(): void {
  if (timer === undefined) return;
  clearTimeout(timer);
  timer = undefined;
  history.replaceState(null, '', printAddress(address.value));
}

/** Takes the state from the browser's address, now and whenever somebody changes it. */
export function followLocation(): void {
  const read = () => {
    clearTimeout(timer);
    timer = undefined;
    const reading = parseAddress(location.hash, VIEW_ADDRESSES);
    address.value = reading.address;
    problems.value = reading.problems;
  };
  read();
  addEventListener('popstate', read);
  addEventListener('hashchange', read);
}
