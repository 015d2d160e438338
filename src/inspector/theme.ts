import { computed, effect, signal } from '@preact/signals';
import { DARK, FORCED, LIGHT, type Palette } from '../drawing/palette.ts';

export const THEMES = ['system', 'light', 'dark'] as const;

export type Theme = (typeof THEMES)[number];

/** What the user chose on the page; at first whatever the system has. */
export const theme = signal<Theme>('system');

/** Whether a media query holds, kept up to date. */
function media(text: string) {
  const list = matchMedia(text);
  const matches = signal(list.matches);
  list.addEventListener('change', () => {
    matches.value = list.matches;
  });
  return matches;
}

const systemIsDark = media('(prefers-color-scheme: dark)');

/** Whether the user asked for less motion: then nothing glides. */
export const calm = media('(prefers-reduced-motion: reduce)');

export const forced = media('(forced-colors: active)');

export const isDark = computed(() =>
  theme.value === 'system' ? systemIsDark.value : theme.value === 'dark',
);

/** What canvases are painted with. */
export const palette = computed<Palette>(() => (forced.value ? FORCED : isDark.value ? DARK : LIGHT));

/** Hands the colours to the style sheet, as --paper, --ink and so on. */
export function applyTheme(): void {
  effect(() => {
    const { style } = document.documentElement;
    style.colorScheme = isDark.value ? 'dark' : 'light';
    for (const [name, colour] of Object.entries(palette.value))
      style.setProperty(`--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, colour);
  });
}
