/** Source: Microsoft Learn, "Precision, scale, and length (Transact-SQL)". */
export interface Facets {
  readonly precision: number;
  readonly scale: number;
}

export type DecimalOperator = '+' | '-' | '*' | '/' | '%';

const MAX_PRECISION = 38;
const LEAST_SCALE = 6;
const MOST_WHOLE_DIGITS = 32;

const whole = ({ precision, scale }: Facets): number => precision - scale;

function sum(a: Facets, b: Facets): Facets {
  const scale = Math.max(a.scale, b.scale);
  const wholeDigits = Math.max(whole(a), whole(b));
  const precision = wholeDigits + scale + 1;
  if (precision <= MAX_PRECISION) return { precision, scale };
  return { precision: MAX_PRECISION, scale: Math.min(scale, MAX_PRECISION - wholeDigits) };
}

/** Room for the whole part comes first; six decimal places stay whatever it takes. */
function withinLimit({ precision, scale }: Facets): Facets {
  if (precision <= MAX_PRECISION) return { precision, scale };
  const wholeDigits = precision - scale;
  if (wholeDigits < MOST_WHOLE_DIGITS)
    return { precision: MAX_PRECISION, scale: Math.min(scale, MAX_PRECISION - wholeDigits) };
  return { precision: MAX_PRECISION, scale: Math.min(scale, LEAST_SCALE) };
}

const RULES: Readonly<Record<DecimalOperator, (a: Facets, b: Facets) => Facets>> = {
  '+': sum,
  '-': sum,
  '*': (a, b) => withinLimit({ precision: a.precision + b.precision + 1, scale: a.scale + b.scale }),
  '/': (a, b) => {
    const scale = Math.max(LEAST_SCALE, a.scale + b.precision + 1);
    return withinLimit({ precision: whole(a) + b.scale + scale, scale });
  },
  '%': (a, b) => {
    const scale = Math.max(a.scale, b.scale);
    return withinLimit({ precision: Math.min(whole(a), whole(b)) + scale, scale });
  },
};

export const decimalResult = (operator: DecimalOperator, a: Facets, b: Facets): Facets => RULES[operator](a, b);
