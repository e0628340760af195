/** Files of BULK INSERT: cut into fields. Source: Microsoft Learn, "BULK INSERT (Transact-SQL)", "Specify field and row terminators". */

export interface BulkForm {
  readonly fieldTerminator: string;
  readonly rowTerminator: string;
  /** Of FORMAT = 'CSV'; null where every character counts. */
  readonly quote: string | null;
  /** Counted from 1. */
  readonly firstRow: number;
  /** 0 for no bound. */
  readonly lastRow: number;
}

/**
 * Records of so many fields each. Only the last field of a record ends with the row's terminator: within an earlier one that is text.
 * @returns fewer fields in the last record of a file that ends within it
 */
export function* recordsOf(text: string, width: number, form: BulkForm): Generator<readonly string[]> {
  const reader = new FieldReader(text, form);
  for (let row = 1; !reader.isAtEnd && (form.lastRow === 0 || row <= form.lastRow); row++) {
    const fields: string[] = [];
    while (fields.length < width && !(reader.isAtEnd && fields.length > 0))
      fields.push(reader.next(fields.length === width - 1));
    if (row >= form.firstRow) yield fields;
  }
}

class FieldReader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly form: BulkForm,
  ) {}

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  next(isLast: boolean): string {
    const { fieldTerminator, rowTerminator, quote } = this.form;
    const terminator = isLast ? rowTerminator : fieldTerminator;
    const quoted = quote !== null && this.text.startsWith(quote, this.at) ? this.quoted(quote) : null;
    const found = this.text.indexOf(terminator, this.at);
    const end = found < 0 ? this.text.length : found;
    const plain = this.text.slice(this.at, end);
    this.at = found < 0 ? this.text.length : found + terminator.length;
    if (quoted !== null) return quoted;
    // "\n" stands for the line end of the system that the server runs on, which is "\r\n".
    return isLast && rowTerminator === '\n' && plain.endsWith('\r') ? plain.slice(0, -1) : plain;
  }

  /** The text within quotes; two of them stand for one. Stops behind the last. */
  private quoted(quote: string): string {
    let end = this.at + quote.length;
    for (;;) {
      const found = this.text.indexOf(quote, end);
      if (found < 0) return this.text.slice(this.at, (this.at = this.text.length));
      if (!this.text.startsWith(quote, found + quote.length)) {
        const value = this.text.slice(this.at + quote.length, found).replaceAll(quote + quote, quote);
        this.at = found + quote.length;
        return value;
      }
      end = found + 2 * quote.length;
    }
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '\\t': '\t', '\\n': '\n', '\\r': '\r', '\\0': '\0', '\\\\': '\\' };

/** `\t`, `|\n`, and hexadecimal `0x0a`. */
export function terminator(written: string): string {
  const hex = /^0x((?:[0-9a-f]{2})+)$/i.exec(written)?.[1];
  if (hex !== undefined) return hex.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
  return written.replace(/\\[tnr0\\]/g, (escape) => ESCAPES[escape] ?? escape);
}
