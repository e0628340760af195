/** Thrown inside the parser only; a statement that fails becomes an `Unsupported` node. */
export class ParseFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}
