import type { View } from '../view.ts';
import { addAddress } from './add-address.ts';

function Add() {
  return <p>Nothing is drawn here yet.</p>;
}

export const addView: View = {
  name: 'add',
  title: 'Add two floats',
  about: 'the stages of the floating-point adder, with the bits before and after each',
  address: addAddress,
  keyboard: [],
  component: Add,
};
