// A linear classifier over word features (softmax regression), trained on the phrase examples when it is first needed.

/** A feature's weight in a text; a text is a unit vector of them. */
export type Vector = Map<string, number>;

export interface Sample {
  vector: Vector;
  label: number;
}

const EPOCHS = 4;
const RATE = 0.9;
/** Unit vectors are short: stretched, a few features are enough for a clear answer. */
const STRETCH = 5;
const BIAS_RATE = 0.02;
/** Errors of a class that are not worth a step. */
const SMALL = 0.004;

// A fixed sequence instead of chance: the same phrases give the same classifier.
function shuffled(length: number, seed: number): Int32Array {
  const order = Int32Array.from({ length }, (_, i) => i);
  let state = seed;
  for (let i = length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = state % (i + 1);
    const held = order[i] as number;
    order[i] = order[j] as number;
    order[j] = held;
  }
  return order;
}

/** Probabilities of `labels` classes for a vector. Features that no sample has only shorten the known part. */
export function trainClassifier(samples: Sample[], labels: number): (vector: Vector) => Float32Array {
  const ids = new Map<string, number>();
  for (const { vector } of samples)
    for (const feature of vector.keys()) if (!ids.has(feature)) ids.set(feature, ids.size);
  const weights = new Float32Array(ids.size * labels);
  const steps = new Float32Array(ids.size);
  const bias = new Float32Array(labels);
  const rows = samples.map(({ vector, label }) => ({
    ids: Int32Array.from(vector.keys(), (feature) => (ids.get(feature) as number) * labels),
    values: Float32Array.from(vector.values(), (value) => value * STRETCH),
    label,
  }));
  const scores = new Float32Array(labels);
  const moving = new Int32Array(labels);

  const softmax = () => {
    let top = -Infinity;
    for (let k = 0; k < labels; k++) top = Math.max(top, scores[k] as number);
    let sum = 0;
    for (let k = 0; k < labels; k++) sum += scores[k] = Math.exp((scores[k] as number) - top);
    for (let k = 0; k < labels; k++) scores[k] = (scores[k] as number) / sum;
  };
  const forward = (at: Int32Array, values: Float32Array) => {
    scores.set(bias);
    for (let i = 0; i < at.length; i++) {
      const from = at[i] as number;
      const value = values[i] as number;
      for (let k = 0; k < labels; k++) scores[k] = (scores[k] as number) + value * (weights[from + k] as number);
    }
    softmax();
  };

  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const at of shuffled(rows.length, epoch + 1)) {
      const row = rows[at];
      if (!row) continue;
      forward(row.ids, row.values);
      scores[row.label] = (scores[row.label] as number) - 1;
      // Most classes are out of the question for most samples: only the others learn, which halves the time.
      let moved = 0;
      for (let k = 0; k < labels; k++) {
        const error = scores[k] as number;
        if (error < SMALL && error > -SMALL) continue;
        bias[k] = (bias[k] as number) - BIAS_RATE * error;
        moving[moved++] = k;
      }
      for (let i = 0; i < row.ids.length; i++) {
        const from = row.ids[i] as number;
        const value = row.values[i] as number;
        const seen = (steps[from / labels] as number) + value * value;
        steps[from / labels] = seen;
        const rate = (RATE / Math.sqrt(1 + seen)) * value;
        for (let m = 0; m < moved; m++) {
          const label = moving[m] as number;
          weights[from + label] = (weights[from + label] as number) - rate * (scores[label] as number);
        }
      }
    }
  }

  return (vector) => {
    const known = [...vector].filter(([feature]) => ids.has(feature));
    forward(
      Int32Array.from(known, ([feature]) => (ids.get(feature) as number) * labels),
      Float32Array.from(known, ([, value]) => value * STRETCH),
    );
    return scores.slice();
  };
}
