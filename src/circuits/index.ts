import { arrayMultiplier } from './array-multiplier.ts';
import { barrelShifter } from './barrel-shifter.ts';
import { baughWooleyMultiplier } from './baugh-wooley-multiplier.ts';
import { boothMultiplier } from './booth-multiplier.ts';
import type { AnyCircuit } from './circuit.ts';
import { comparator } from './comparator.ts';
import { daddaMultiplier } from './dadda-multiplier.ts';
import { dotProductCircuit } from './dot-product.ts';
import {
  brentKungAdder,
  carrySelectAdder,
  carrySkipAdder,
  hanCarlsonAdder,
  koggeStoneAdder,
  sklanskyAdder,
} from './fast-adders.ts';
import { floatAdder } from './float-adder/float-adder.ts';
import { floatAdderTwoPath } from './float-adder-two-path/float-adder-two-path.ts';
import { floatWidener } from './float-widener.ts';
import { incrementer } from './incrementer.ts';
import { leadingZeroCounter } from './leading-zero-counter.ts';
import { mac } from './mac.ts';
import { max } from './max.ts';
import { mixedFloatAdder } from './mixed-float-adder.ts';
import { normalizer } from './normalizer.ts';
import { powerOfTwoMultiplier } from './power-of-two-multiplier.ts';
import { prelu } from './prelu.ts';
import { relu } from './relu.ts';
import { rippleCarryAdder } from './ripple-carry-adder.ts';
import { subtractor } from './subtractor.ts';
import { wallaceMultiplier } from './wallace-multiplier.ts';

/** The catalogue of circuits. Whatever lists, sweeps, draws or documents them reads this. */
export const CIRCUITS: readonly AnyCircuit[] = [
  daddaMultiplier,
  wallaceMultiplier,
  arrayMultiplier,
  baughWooleyMultiplier,
  boothMultiplier,
  mac,
  dotProductCircuit,
  rippleCarryAdder,
  koggeStoneAdder,
  sklanskyAdder,
  brentKungAdder,
  hanCarlsonAdder,
  carrySelectAdder,
  carrySkipAdder,
  subtractor,
  barrelShifter,
  leadingZeroCounter,
  comparator,
  incrementer,
  powerOfTwoMultiplier,
  normalizer,
  relu,
  max,
  prelu,
  floatAdder,
  floatAdderTwoPath,
  floatWidener,
  mixedFloatAdder,
];
