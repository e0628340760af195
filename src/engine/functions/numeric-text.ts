/** Which texts ISNUMERIC takes for a number. Source: Microsoft Learn, "ISNUMERIC (Transact-SQL)": signs and currency symbols alone too. */

/** Source: Microsoft Learn, "money and smallmoney (Transact-SQL)", currency symbols. */
const CURRENCY = '$¢£¤¥\u09F2\u09F3\u0E3F\u17DB\u20A0-\u20BF\uFDFC\uFE69\uFF04\uFFE0\uFFE1\uFFE5\uFFE6';
const FLOAT = /^[+-]?(\d+\.?\d*|\.\d+)([ed][+-]?\d*)?$/i;
const MONEY = new RegExp(`^([+-]?\\s*[${CURRENCY}]?|[${CURRENCY}]\\s*[+-])\\s*[\\d,]*(\\.\\d*)?$`, 'u');

/** Whether a text converts to at least one of int, bigint, decimal, money, real and float. */
export function isNumericText(text: string): boolean {
  const trimmed = text.replace(/^[ \t\n\v\f\r\u00A0]+|[ \t\n\v\f\r\u00A0]+$/g, '');
  if (trimmed === '') return /[\t\n\v\f\r\u00A0]/.test(text);
  return FLOAT.test(trimmed) || MONEY.test(trimmed);
}
