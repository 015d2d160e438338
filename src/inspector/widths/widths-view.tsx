import type { View } from '../view.ts';
import { widthsAddress } from './widths-address.ts';

function Widths() {
  return <p>Nothing is drawn here yet.</p>;
}

export const widthsView: View = {
  name: 'widths',
  title: 'All widths',
  about: 'every pair of widths from 1 to 64 as a map',
  address: widthsAddress,
  keyboard: [],
  component: Widths,
};
