/** Names under which model files keep their parts, ours first. */
export const partNames = {
  left: ["left", "U", "u", "user_factors"],
  right: ["right", "V", "v", "item_factors"],
  singularValues: ["d"],
  mean: ["mean", "global_mean"],
  rowBias: ["row_bias", "user_bias", "user_biases"],
  columnBias: ["column_bias", "item_bias", "item_biases"],
  rowScale: ["row_scale"],
  columnScale: ["column_scale"],
  rowCore: ["row_core"],
  columnCore: ["column_core"],
  rowIds: ["row_ids", "user_ids"],
  columnIds: ["column_ids", "item_ids"],
  ridge: ["ridge"],
  biasRidge: ["bias_ridge"],
  meta: ["meta"],
} as const;
