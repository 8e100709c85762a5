/** What the authors print: in their notebooks, to the digits given, and in their figure of success rates. */
export const PRINTED = {
  /** Perturbed completion at n = 3, ε = 0.3. */
  stalled: [-0.913447, -6.6e-7, 0.913916],
  lambda: -0.33032,
  sigma: 1.292141,
  norms: [16.765208, 0.300906, 48.656499],
  surrogate: [1.488696, 1.488384, 1.333273, 1.999823, 0.0499],
  /** Success rates over 50 trials by size, with the escape and by gradient descent alone, for each ε. */
  sizes: [40, 50, 60, 70, 80],
  rates: [
    { perturbation: 0.15, oracle: [0.98, 0.92, 0.86, 0.8, 0.7], descent: [0.58, 0.56, 0.5, 0.4, 0.32] },
    { perturbation: 0.1, oracle: [0.88, 0.84, 0.78, 0.68, 0.6], descent: [0.48, 0.36, 0.26, 0.22, 0.14] },
  ],
} as const;
