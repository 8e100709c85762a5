/** ℓ(x, y) of one prediction x and one observation y, convex in x. */
export interface Loss {
  readonly name: string;
  /** The observations y that the loss is defined for; all finite numbers where absent. */
  readonly observations?: { readonly least: number; readonly most: number };
  /** The predictions x that it is finite for; all numbers where absent. */
  readonly predictions?: { readonly least: number };
  /** ℓ(x, y) ≥ 0. */
  value(x: number, y: number): number;
  /** ∂ℓ/∂x; where ℓ has a kink, one number of its subdifferential. */
  derivative(x: number, y: number): number;
  /** The ends of the subdifferential of ℓ(·, y) at x, from a loss with kinks; a loss without this is differentiable. */
  subdifferential?(x: number, y: number): { readonly least: number; readonly most: number };
  /** ∂²ℓ/∂x², where the loss has one. */
  curvature?(x: number, y: number): number;
  /** Is ℓ(x, y) = ½ (x − y)². */
  readonly quadratic?: boolean;
  /** ℓ*(z, y) = sup_x z·x − ℓ(x, y), in x; Infinity where there is no bound. */
  conjugate(z: number, y: number): number;
}

/** A loss with second derivatives: second-order methods need one. */
export interface SmoothLoss extends Loss {
  curvature(x: number, y: number): number;
}

/** ½ (x − y)² and nothing else: each factor's minimiser is a linear system. */
export interface QuadraticLoss extends SmoothLoss {
  readonly quadratic: true;
}
