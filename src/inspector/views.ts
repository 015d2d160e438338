import { addView } from './add/add-view.tsx';
import { insideView } from './inside/inside-view.tsx';
import { reduceView } from './reduce/reduce-view.tsx';
import type { View } from './view.ts';
import { widthsView } from './widths/widths-view.tsx';

/** The catalogue of views, in the order of the navigation. */
export const VIEWS: readonly View[] = [reduceView, insideView, addView, widthsView];
