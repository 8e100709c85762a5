/** A space that does not break, so that 4.1 × 10⁻⁷ stays on one line. */
const SPACE = "\u00a0";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** An integer as a superscript, for powers of ten: −7 becomes ⁻⁷. */
export function superscript(integer: number): string {
  return String(integer).replace(/./gu, (sign) => (sign === "-" ? "⁻" : SUPERSCRIPTS[Number(sign)]));
}

function grouped(digits: string): string {
  const [whole, fraction] = digits.split(".");
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? separated : `${separated}.${fraction}`;
}

/**
 * A number as a reader wants it: `digits` significant digits, or fewer where they are exact; whole numbers below 10⁹ in full;
 * very large and very small ones as a power of ten; NaN is a dash.
 */
export function numberText(value: number, digits = 4): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const magnitude = Math.abs(value);
  const sign = value < 0 ? "−" : "";
  if (magnitude < 1e9 && Number.isInteger(magnitude)) return sign + grouped(String(magnitude));
  const [mantissa, exponent] = magnitude.toExponential(digits - 1).split("e");
  const power = Number(exponent);
  if (power < -4 || power > 8) {
    const short = mantissa.replace(/\.?0+$/, "");
    return `${sign}${short === "1" ? "" : `${short}${SPACE}×${SPACE}`}10${superscript(power)}`;
  }
  const fixed = magnitude.toFixed(Math.max(0, digits - 1 - power));
  // 14.2 is a setting that someone chose and 4.870 a measurement: zeros at the end say that more digits were cut.
  return sign + grouped(Number(fixed) === magnitude ? String(magnitude) : fixed);
}

/** A share of one as a percentage with three significant digits; never rounded to an end that it does not reach. */
export function percentText(share: number): string {
  if (!Number.isFinite(share)) return "–";
  if (share === 0 || share === 1) return `${share * 100}${SPACE}%`;
  const percent = share * 100;
  if (percent > 0 && percent < 0.05) return `<${SPACE}0.1${SPACE}%`;
  if (percent < 100 && percent > 99.95) return `>${SPACE}99.9${SPACE}%`;
  const size = Math.abs(percent);
  return `${percent < 0 ? "−" : ""}${size.toFixed(size >= 10 ? 1 : 2)}${SPACE}%`;
}

/** A name from the code as words: `globallyOptimal` becomes “Globally optimal”. */
export function wordsOf(name: string): string {
  const spaced = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[-_]/g, " ")
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
