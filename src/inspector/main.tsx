import { render } from 'preact';
import { Shell } from './shell.tsx';
import { followLocation } from './state.ts';
import { applyTheme } from './theme.ts';

applyTheme();
followLocation();
render(<Shell />, document.body);
