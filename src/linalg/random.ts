import { drawGaussian } from "./gaussian.ts";

/** A stream of random numbers: the same seed and the same calls give the same bits on every machine and engine. */
export interface Random {
  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  uniform(): number;
  /** Standard normal. */
  gaussian(): number;
  /** Uniform in 0, …, bound − 1; `bound` is an integer from 1 to 2⁵³. */
  integer(bound: number): number;
  /** A uniformly random order of 0, …, length − 1. */
  permutation(length: number): Int32Array;
  /** The stream of this name: it depends on the seed and the label alone, not on what was drawn before. */
  fork(label: string): Random;
}

/**
 * A seeded stream: xoshiro128++ (Blackman & Vigna 2021, doi:10.1145/3460772), its state filled by splitmix64.
 * Throws where the seed is not an integer of at most 53 bits.
 */
export function random(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`random: seed must be an integer below 2^53, got ${seed}`);
  return stream(mix(BigInt(seed)));
}

/** The words of xoshiro128++ from a state of four words, which is advanced in place. */
export function xoshiro128(state: Int32Array): () => number {
  return () => {
    const s1 = state[1];
    const sum = (state[0] + state[3]) | 0;
    const word = (((sum << 7) | (sum >>> 25)) + state[0]) | 0;
    state[2] ^= state[0];
    state[3] ^= s1;
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= s1 << 9;
    state[3] = (state[3] << 11) | (state[3] >>> 21);
    return word;
  };
}

function stream(key: bigint): Random {
  const low = mix(key + increment);
  const high = mix(key + 2n * increment);
  const state = new BigInt64Array([low, high]);
  const word = xoshiro128(new Int32Array(state.buffer));

  const uniform = () => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) * 2 ** -53;

  // Bits beyond the bound's own are cut off and a draw that is still too large is drawn anew: no value is favoured.
  const integer = (bound: number): number => {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 53) {
      throw new RangeError(`integer: bound must be an integer from 1 to 2^53, got ${bound}`);
    }
    const highMask = bitsUpTo(Math.floor((bound - 1) / 2 ** 32));
    const lowMask = bound > 2 ** 32 ? -1 : bitsUpTo(bound - 1);
    for (;;) {
      const draw = (highMask === 0 ? 0 : (word() & highMask) * 2 ** 32) + ((word() & lowMask) >>> 0);
      if (draw < bound) return draw;
    }
  };

  return {
    uniform,
    gaussian: () => drawGaussian(word),
    integer,
    permutation: (length) => {
      const order = Int32Array.from({ length }, (_, i) => i);
      for (let i = length - 1; i > 0; i--) {
        const j = integer(i + 1);
        const kept = order[i];
        order[i] = order[j];
        order[j] = kept;
      }
      return order;
    },
    fork: (label) => {
      let hash = mix(key ^ forkTag);
      for (let i = 0; i < label.length; i++) hash = mix(hash ^ BigInt(label.charCodeAt(i) + 1));
      return stream(hash);
    },
  };
}

/** The smallest 2ᵏ − 1 that is at least `highest`. */
function bitsUpTo(highest: number): number {
  return highest === 0 ? 0 : 0xffffffff >>> Math.clz32(highest);
}

/** 2⁶⁴ over the golden ratio. */
const increment = 0x9e3779b97f4a7c15n;

/** Keeps the empty label's stream apart from its parent's. */
const forkTag = 0x666f726bn;

/** One splitmix64 step (Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195), a bijection of 64 bits. */
function mix(value: bigint): bigint {
  let z = BigInt.asUintN(64, value + increment);
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return z ^ (z >> 31n);
}
