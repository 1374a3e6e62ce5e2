// Numbers and names as readers write them.

const SUPERS = {0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹", "-": "⁻"};

/** A power of ten: 10⁶. */
export const power = (exponent) => `10${[...String(exponent)].map((digit) => SUPERS[digit]).join("")}`;

/** A count of cells: 0, 0.2, 69, 2,800, 2.3 × 10⁵. */
export function count(cells) {
  if (cells === null || cells === undefined || Number.isNaN(cells)) return "none";
  if (cells === 0) return "0";
  if (cells < 0.095) return "under 0.1";
  if (cells < 1) return cells.toFixed(1);
  if (cells < 1e5) return Number(cells.toPrecision(2)).toLocaleString("en-US");
  const exponent = Math.floor(Math.log10(cells));
  const mantissa = (cells / 10 ** exponent).toFixed(1);
  return mantissa === "10.0" ? `1.0 × ${power(exponent + 1)}` : `${mantissa} × ${power(exponent)}`;
}

/** Cells of thousandths of a decade, as the server tells them; null is none. */
export const cells = (thousandths) => (thousandths === null || thousandths === undefined ? 0 : 10 ** (thousandths / 1000));

/** A number with so many digits that matter. */
export function number(value, digits = 3) {
  if (value === null || value === undefined || Number.isNaN(value)) return "none";
  if (value !== 0 && (Math.abs(value) >= 1e5 || Math.abs(value) < 1e-3)) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
    return `${Number(mantissa)} × ${power(Number(exponent))}`;
  }
  return Number(value.toPrecision(digits)).toLocaleString("en-US", {maximumFractionDigits: 6});
}

/** A share: 31 %, 0.4 %. */
export const percent = (share) => (share === null ? "none" : `${share >= 0.0995 || share === 0 ? Math.round(100 * share) : (100 * share).toFixed(1)} %`);

/** A day: "day 30, week 5", "day -20, 20 days before birth". */
export const dayWords = (day) => (day < 0 ? `day ${day}, ${-day} ${day === -1 ? "day" : "days"} before birth` : `day ${day}, week ${Math.floor(day / 7) + 1}`);

/** A first letter made large. */
export const title = (words) => words.charAt(0).toUpperCase() + words.slice(1);
