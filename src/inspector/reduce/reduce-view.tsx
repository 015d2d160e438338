import type { View } from '../view.ts';
import { reduceAddress } from './reduce-address.ts';

function Reduce() {
  return <p>Nothing is drawn here yet.</p>;
}

export const reduceView: View = {
  name: 'reduce',
  title: 'Reduce',
  about: 'the dot diagram of a multiplier, stage by stage and column by column',
  address: reduceAddress,
  keyboard: [],
  component: Reduce,
};
