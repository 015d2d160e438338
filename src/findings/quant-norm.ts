import { buildCircuit } from '../circuits/circuit.ts';
import { normalizer } from '../circuits/normalizer.ts';
import { at } from '../gates/at.ts';
import { nearlyNormal } from '../sim/operand-statistics.ts';
import { Random } from '../sim/random.ts';
import { runVectors } from '../sim/run-vectors.ts';
import { tableOf } from '../tables/document.ts';
import type { Finding } from './finding.ts';

/** Batch norm of a channel: gamma (x - mean) / deviation + beta. */
interface Channel {
  readonly gamma: number;
  readonly beta: number;
  readonly mean: number;
  readonly deviation: number;
}

/** A channel as the datapath has it: x scale + offset. */
interface Folded {
  readonly scale: number;
  readonly offset: number;
}

/** The two orders in which quantization and folding can be done. */
export const ORDERS = {
  'fold, then quantize': (channels: readonly Channel[], _bits: number) => channels.map(fold),
  'quantize, then fold': (channels: readonly Channel[], bits: number) => {
    const quantized = (of: (channel: Channel) => number) => roundAll(channels.map(of), bits).map(numberOf);
    const [gamma, beta] = [quantized(({ gamma }) => gamma), quantized(({ beta }) => beta)];
    const [mean, deviation] = [quantized(({ mean }) => mean), quantized(({ deviation }) => deviation)];
    return channels.map((_, k) =>
      fold({ gamma: at(gamma, k), beta: at(beta, k), mean: at(mean, k), deviation: at(deviation, k) }),
    );
  },
} as const;

export type Order = keyof typeof ORDERS;

/** How far the normalized values of one order are from those in floating point. */
export interface NormError {
  readonly order: Order;
  /** Bits of the scale and of the offset. */
  readonly bits: number;
  /** Root of the mean squared error and the largest error; the normalized values have a deviation near 1. */
  readonly rootMeanSquare: number;
  readonly largest: number;
  /** Signal to quantization noise, in dB. */
  readonly decibels: number;
}

export const NORM_BITS: readonly number[] = [4, 5, 6, 7, 8, 10, 12];

const [CHANNELS, SAMPLES, ACTIVATION_BITS] = [64, 64, 8];

/**
 * Batch norm of seeded activations of 8 bits through the gates of the circuit `normalizer`, with scale and offset of some
 * bits, against floating point. What PikeLPN calls QuantNorm folds the statistics into scale and offset in floating point
 * and quantizes those two; the other order quantizes gamma, beta, mean and deviation and folds what is left of them. That
 * this is what the paper means is inferred: its equation was not at hand.
 */
export function measureQuantNorm(seed: number, bits: readonly number[] = NORM_BITS): NormError[] {
  const channels = seededChannels(seed);
  const x = channels.map((channel, k) => seededActivations(channel, seed, k));
  return bits.flatMap((width) =>
    Object.entries(ORDERS).map(([order, folded]) => {
      const got = throughGates(x, folded(channels, width), width);
      let [noise, signal, largest] = [0, 0, 0];
      for (const [k, channel] of channels.entries())
        for (const [n, value] of at(x, k).entries()) {
          const exact = (channel.gamma * (value - channel.mean)) / channel.deviation + channel.beta;
          const error = at(at(got, k), n) - exact;
          noise += error * error;
          signal += exact * exact;
          largest = Math.max(largest, Math.abs(error));
        }
      return {
        order: order as Order,
        bits: width,
        rootMeanSquare: Math.sqrt(noise / (CHANNELS * SAMPLES)),
        largest,
        decibels: 10 * Math.log10(signal / noise),
      };
    }),
  );
}

function fold({ gamma, beta, mean, deviation }: Channel): Folded {
  // A deviation that was rounded to nothing would divide by zero; the datapath has no such scale either.
  const scale = deviation === 0 ? 0 : gamma / deviation;
  return { scale, offset: beta - scale * mean };
}

/** x scale + offset for each channel, by the netlist; scales share one binary point, offsets another. */
function throughGates(
  x: readonly (readonly number[])[],
  folded: readonly Folded[],
  bits: number,
): number[][] {
  const scales = roundAll(
    folded.map(({ scale }) => scale),
    bits,
  );
  const point = at(scales, 0).point;
  // The offset is added at a place of the product, so it has no more fraction bits than that.
  const offsets = roundAll(
    folded.map(({ offset }) => offset),
    bits,
    point,
  );
  const align = point - at(offsets, 0).point;
  const netlist = buildCircuit(normalizer, { i: ACTIVATION_BITS, j: bits, n: bits, align, signed: true });
  const column = (of: (channel: number) => readonly number[], width: number) =>
    x.flatMap((_, channel) => of(channel).map((value) => BigInt.asUintN(width, BigInt(value))));
  const repeat = (whole: number) => new Array<number>(SAMPLES).fill(whole);
  const { y = [] } = runVectors(netlist, [
    column((channel) => at(x, channel), ACTIVATION_BITS),
    column((channel) => repeat(at(scales, channel).whole), bits),
    column((channel) => repeat(at(offsets, channel).whole), bits),
  ]);
  const width = at(Object.values(netlist.outputs), 0).length;
  const values = y.map((value) => Number(BigInt.asIntN(width, value)) / 2 ** point);
  return x.map((_, channel) => values.slice(channel * SAMPLES, (channel + 1) * SAMPLES));
}

/** A fixed-point number: whole / 2^point. */
interface Fixed {
  readonly whole: number;
  readonly point: number;
}

function numberOf({ whole, point }: Fixed): number {
  return whole / 2 ** point;
}

/** Numbers of so many bits with one binary point, the finest with which the largest fits, and at most `mostPoint`. */
function roundAll(values: readonly number[], bits: number, mostPoint = 30): Fixed[] {
  const largest = Math.max(...values.map(Math.abs), 2 ** -20);
  const most = 2 ** (bits - 1) - 1;
  const point = Math.min(mostPoint, Math.floor(Math.log2(most / largest)));
  return values.map((value) => {
    const whole = Math.round(value * 2 ** point);
    return { whole: Math.max(-most - 1, Math.min(most, whole)), point };
  });
}

function seededChannels(seed: number): Channel[] {
  const random = new Random(seed, 'batch norm');
  return Array.from({ length: CHANNELS }, () => ({
    gamma: 1 + 0.3 * nearlyNormal(random),
    beta: 0.5 * nearlyNormal(random),
    mean: 8 * nearlyNormal(random),
    // Deviations of channels differ by a factor of four and more, as they do in trained networks.
    deviation: 8 * 2 ** (2 * uniform(random)),
  }));
}

/** Around the mean of the channel with its deviation, as whole numbers of 8 bits. */
function seededActivations({ mean, deviation }: Channel, seed: number, channel: number): number[] {
  const random = new Random(seed, `activations ${channel}`);
  return Array.from({ length: SAMPLES }, () => {
    const value = Math.round(mean + deviation * nearlyNormal(random));
    return Math.max(-128, Math.min(127, value));
  });
}

function uniform(random: Random): number {
  return random.word() / 2 ** 32;
}

/** The two orders of quantizing and folding, through the gates. */
export const quantNorm: Finding = {
  name: 'quant-norm',
  title: 'Quantized batch norm',
  about:
    'Folding the statistics into scale and offset and then quantizing those, against quantizing first and folding then, both through the gates of the fixed-point datapath.',
  isSeeded: true,
  show: (seed) => {
    const rows = measureQuantNorm(seed);
    return {
      tables: [
        tableOf<NormError>('errors', 'Batch norm through the gates, against floating point', rows, [
          ['order', (row) => row.order],
          ['bits', (row) => row.bits],
          ['rms error', (row) => row.rootMeanSquare],
          ['largest error', (row) => row.largest],
          ['signal to noise, dB', (row) => row.decibels],
        ]),
      ],
      plot: {
        title: 'Error of batch norm by the bits of scale and offset',
        x: { label: 'bits of scale and offset' },
        y: { label: 'rms error', isLogarithmic: true },
        series: Object.keys(ORDERS).map((order) => ({
          name: order,
          as: 'line',
          points: rows
            .filter((row) => row.order === order)
            .map(({ bits, rootMeanSquare }) => [bits, rootMeanSquare] as const),
        })),
      },
    };
  },
  notes: [
    'Activations of 8 bits, 64 channels of 64; the datapath is the circuit normalizer, gate by gate.',
    'Inferred: that the paper means these two orders by QuantNorm and by the vanilla way; its equation 5 was not at hand. The effect on training is not computed here.',
  ],
};
