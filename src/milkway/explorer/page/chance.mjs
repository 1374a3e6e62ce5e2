// The chance that a trial tells two means apart, by the formula of the normal distribution that also sizes it.

const Z = 1.959963984540054; // two-sided 5 %

/** The standard normal distribution function, to 7.5e-8 (Abramowitz and Stegun 1964, 26.2.17). */
export function below(z) {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI))
    * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z < 0 ? tail : 1 - tail;
}

/**
 * The chance to tell a difference of two means from none, two-sided 5 %.
 * @param {number} difference of means
 * @param {number} noise standard deviation of one woman's measurement
 * @param {number} women in each arm
 */
export function chanceToTell(difference, noise, women) {
  if (!(noise > 0)) return 0.05;
  const errors = (Math.abs(difference) / noise) * Math.sqrt(women / 2);
  return below(errors - Z) + below(-errors - Z);
}

/** The least and the greatest chance over the draws of the parameters. */
export function overDraws({over_draws: ends, noise}, women) {
  if (!ends) return null;
  const sizes = [Math.abs(ends.low), Math.abs(ends.high)].sort((a, b) => a - b);
  const least = ends.low <= 0 && ends.high >= 0 ? 0 : sizes[0];
  return [chanceToTell(least, noise, women), chanceToTell(sizes[1], noise, women)];
}
