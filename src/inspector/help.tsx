import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { query } from './state.ts';
import type { KeyHelp, View } from './view.ts';

export const isHelpOpen = signal(false);

const EVERYWHERE: readonly KeyHelp[] = [
  { keys: '1 to 4', does: 'go to a view' },
  { keys: '?', does: 'this help' },
  { keys: 'Esc', does: 'close the help' },
];

/** What the keyboard and the address can do in the current view. */
export function Help({ view }: { readonly view: View }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = isHelpOpen.value;
  useEffect(() => {
    if (shown) dialog.current?.showModal();
    else dialog.current?.close();
  }, [shown]);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="help-title"
      onClose={() => {
        isHelpOpen.value = false;
      }}
    >
      <h2 id="help-title">Keys and address of {view.title}</h2>
      <dl>
        {[...view.keyboard, ...EVERYWHERE].map(({ keys, does }) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p>
        The address of the page is all there is to know of it: copy it, send it, or write one by hand. It
        begins with <code>#/{view.name}</code>; behind <code>?</code> come
      </p>
      <dl>
        {view.address.keys(query.value).map(({ name, about }) => (
          <div key={name}>
            <dt>
              <code>{name}=</code>
            </dt>
            <dd>{about}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
