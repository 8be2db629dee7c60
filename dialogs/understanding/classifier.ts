// A joint linear classifier (softmax regression) over hashed features: how it is learnt from samples, and what it answers.

/** Features share this many places by their hash; at some 50,000 features few collide. */
export const PLACES = 2 ** 16;

/** Places and their values; a text is a unit vector of them. */
export interface Vector {
  at: Int32Array;
  values: Float32Array;
}

export interface Sample {
  vector: Vector;
  label: number;
}

/** Weights as bytes, by place and label, with what a byte is worth for each label. */
export interface Weights {
  bytes: Int8Array;
  scales: Float32Array;
  bias: Float32Array;
}

const EPOCHS = 14;
const RATE = 0.5;
const L2 = 1e-4;
const BIAS_RATE = 0.02;
/** Errors of a class that are not worth a step. */
const SMALL = 0.002;
const BYTE = 127;

/** FNV-1a, stirred: 32 bits, the same for a feature on every machine. */
export function hashOf(feature: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < feature.length; i++) hash = Math.imul(hash ^ feature.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

// A fixed sequence instead of chance: the same phrases give the same classifier.
function shuffle(order: Int32Array, seed: number): void {
  let state = seed;
  for (let i = order.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    const held = order[i] as number;
    order[i] = order[j] as number;
    order[j] = held;
  }
}

/** Scores → probabilities, in place. */
function softmax(scores: Float32Array): void {
  const top = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  for (let k = 0; k < scores.length; k++) sum += scores[k] = Math.exp((scores[k] as number) - top);
  for (let k = 0; k < scores.length; k++) scores[k] = (scores[k] as number) / sum;
}

/** Learns weights for `labels` classes (AdaGrad, some seconds of CPU). */
export function learn(samples: readonly Sample[], labels: number): Weights {
  const weights = new Float32Array(PLACES * labels);
  const squares = new Float32Array(PLACES * labels).fill(1e-6);
  const bias = new Float32Array(labels);
  const scores = new Float32Array(labels);
  const worth = new Uint16Array(labels);
  const order = Int32Array.from(samples, (_, i) => i);
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    shuffle(order, epoch);
    for (const n of order) {
      const { vector, label } = samples[n] as Sample;
      const { at, values } = vector;
      scores.set(bias);
      for (let i = 0; i < at.length; i++) {
        const from = (at[i] as number) * labels;
        const value = values[i] as number;
        for (let k = 0; k < labels; k++) scores[k] = (scores[k] as number) + value * (weights[from + k] as number);
      }
      softmax(scores);
      scores[label] = (scores[label] as number) - 1;
      let count = 0;
      for (let k = 0; k < labels; k++) {
        const error = scores[k] as number;
        if (error < SMALL && error > -SMALL) continue;
        bias[k] = (bias[k] as number) - BIAS_RATE * error;
        worth[count++] = k;
      }
      // Place by place: a place's weights stand side by side.
      for (let i = 0; i < at.length; i++) {
        const from = (at[i] as number) * labels;
        const value = values[i] as number;
        for (let n = 0; n < count; n++) {
          const k = worth[n] as number;
          const place = from + k;
          const step = (scores[k] as number) * value + L2 * (weights[place] as number);
          squares[place] = (squares[place] as number) + step * step;
          weights[place] = (weights[place] as number) - (RATE * step) / Math.sqrt(squares[place] as number);
        }
      }
    }
  }
  return inBytes(weights, bias);
}

function inBytes(weights: Float32Array, bias: Float32Array): Weights {
  const labels = bias.length;
  const scales = new Float32Array(labels);
  weights.forEach((weight, i) => {
    scales[i % labels] = Math.max(scales[i % labels] as number, Math.abs(weight) / BYTE);
  });
  const bytes = Int8Array.from(weights, (weight, i) => Math.round(weight / (scales[i % labels] || 1)));
  return { bytes, scales, bias };
}

/** Probabilities of the classes for a vector. */
export function classify({ bytes, scales, bias }: Weights, { at, values }: Vector): Float32Array {
  const labels = bias.length;
  const scores = new Float32Array(labels);
  for (let i = 0; i < at.length; i++) {
    const from = (at[i] as number) * labels;
    const value = values[i] as number;
    for (let k = 0; k < labels; k++) scores[k] = (scores[k] as number) + value * (bytes[from + k] as number);
  }
  for (let k = 0; k < labels; k++) scores[k] = (scores[k] as number) * (scales[k] as number) + (bias[k] as number);
  softmax(scores);
  return scores;
}
