import { useEffect, useLayoutEffect } from 'preact/hooks';
import { type Address, printAddress } from './address.ts';
import { Help, isHelpOpen } from './help.tsx';
import { address, announcement, open, problems } from './state.ts';
import { THEMES, theme } from './theme.ts';
import type { View } from './view.ts';
import { VIEWS } from './views.ts';

/** What is around every view: navigation, messages, help, and what a screen reader is told. */
export function Shell() {
  const view = VIEWS.find(({ name }) => name === address.value.view) ?? VIEWS[0];
  // Before the first paint: whoever sees the page may press a key.
  useLayoutEffect(() => {
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  useEffect(() => {
    document.title = `${view?.title} - adderscope`;
  }, [view]);
  if (view === undefined) return null;
  const { component: Component } = view;
  return (
    <>
      <header>
        <h1>
          <span class="brand">adderscope</span> <span class="title">{view.title}</span>
        </h1>
        <nav aria-label="Views">
          {VIEWS.map((one, k) => (
            <a
              key={one.name}
              href={printAddress(addressIn(one))}
              aria-current={one === view ? 'page' : undefined}
              title={`${one.about} (key ${k + 1})`}
            >
              {one.title}
            </a>
          ))}
        </nav>
        <div class="tools">
          <label>
            Colours{' '}
            <select
              value={theme.value}
              onChange={({ currentTarget }) => {
                theme.value = THEMES.find((name) => name === currentTarget.value) ?? 'system';
              }}
            >
              {THEMES.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            onClick={() => {
              isHelpOpen.value = true;
            }}
          >
            Help <kbd>?</kbd>
          </button>
        </div>
      </header>
      {problems.value.length > 0 && (
        <div class="problems" role="alert">
          {problems.value.map(({ message }) => (
            <p key={message}>{message}. The default is shown instead.</p>
          ))}
        </div>
      )}
      <main>
        <Component />
      </main>
      <p class="live" role="status" aria-live="polite">
        {announcement.value}
      </p>
      <Help view={view} />
    </>
  );
}

/** Where the navigation leads: to the circuit at hand where the view can show it. */
function addressIn(view: View): Address {
  const here = VIEWS.find(({ name }) => name === address.value.view);
  if (view === here) return address.value;
  const subject = here?.address.subject?.(address.value.query);
  const query = subject === undefined ? undefined : view.address.show?.(subject);
  return { view: view.name, query: query ?? {} };
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
    return;
  const view = VIEWS[Number(event.key) - 1];
  if (event.key === '?') isHelpOpen.value = !isHelpOpen.value;
  else if (view !== undefined) open(addressIn(view));
  else return;
  event.preventDefault();
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement
  );
}
