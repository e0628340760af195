/** Which texts ISNUMERIC takes for a number. Source: Microsoft Learn, "ISNUMERIC (Transact-SQL)": signs and currency symbols alone too. */
import { NotInEngine } from '../errors.js';

/** Source: Microsoft Learn, "money and smallmoney (Transact-SQL)", currency symbols. */
const CURRENCY = '$¢£¤¥\u09F2\u09F3\u0E3F\u17DB\u20A0-\u20BF\uFDFC\uFE69\uFF04\uFFE0\uFFE1\uFFE5\uFFE6';
const FLOAT = /^[+-]?(\d+\.?\d*|\.\d+)([ed][+-]?\d+)?$/i;
/** An exponent without its number, and one too great: what SQL Server says of them is not documented. */
const DOUBTFUL = /^[+-]?(\d+\.?\d*|\.\d+)[ed]([+-]?|[+-]?\d{3,})$/i;
const MONEY = new RegExp(`^([+-]?\\s*[${CURRENCY}]?|[${CURRENCY}]\\s*[+-])\\s*[\\d,]*(\\.\\d*)?$`, 'u');

/** Whether a text converts to at least one of int, bigint, decimal, money, real and float. @throws NotInEngine where it is not known */
export function isNumericText(text: string): boolean {
  const trimmed = text.replace(/^[ \t\n\v\f\r\u00A0]+|[ \t\n\v\f\r\u00A0]+$/g, '');
  if (DOUBTFUL.test(trimmed) || (trimmed === '' && /[^ ]/.test(text)))
    throw new NotInEngine('ENGINE-FUNCTION-ISNUMERIC', 'ISNUMERIC of a half number');
  if (trimmed === '') return false;
  return FLOAT.test(trimmed) || MONEY.test(trimmed);
}
