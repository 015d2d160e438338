import type { View } from '../view.ts';
import { insideAddress } from './inside-address.ts';

function Inside() {
  return <p>Nothing is drawn here yet.</p>;
}

export const insideView: View = {
  name: 'inside',
  title: 'Look inside',
  about: 'a circuit from the whole through stages and adders to the gates, with a value on every net',
  address: insideAddress,
  keyboard: [],
  component: Inside,
};
