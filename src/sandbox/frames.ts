/** Bytes of the length prefix: an unsigned 32-bit big-endian count of the body's bytes. */
const PREFIX_BYTES = 4;

/** One message on the pipe: the length prefix and the text in UTF-8. */
export function encodeFrame(text: string): Buffer {
  const bodyBytes = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(PREFIX_BYTES + bodyBytes);
  frame.writeUInt32BE(bodyBytes, 0);
  frame.write(text, PREFIX_BYTES);
  return frame;
}

/**
 * Takes the pipe's bytes in whatever pieces they come and gives whole messages back.
 * The length is checked before anything is buffered for it, so a hostile peer cannot make us hold more than `maxBytes`.
 */
export class FrameReader {
  private chunks: Buffer[] = [];
  private bufferedBytes = 0;
  private expectedBytes: number | undefined;

  constructor(private readonly maxBytes: number) {}

  /** @throws RangeError when a message announces more than `maxBytes` */
  push(chunk: Buffer): string[] {
    this.chunks.push(chunk);
    this.bufferedBytes += chunk.length;
    const messages: string[] = [];
    for (let message = this.next(); message !== undefined; message = this.next()) messages.push(message);
    return messages;
  }

  private next(): string | undefined {
    if (this.expectedBytes === undefined) {
      if (this.bufferedBytes < PREFIX_BYTES) return undefined;
      this.expectedBytes = this.take(PREFIX_BYTES).readUInt32BE(0);
      if (this.expectedBytes > this.maxBytes) throw new RangeError(`a frame of ${this.expectedBytes} bytes`);
    }
    if (this.bufferedBytes < this.expectedBytes) return undefined;
    const body = this.take(this.expectedBytes);
    this.expectedBytes = undefined;
    return body.toString('utf8');
  }

  /** Removes the first `byteCount` bytes; joins the pieces at most once per message. */
  private take(byteCount: number): Buffer {
    const joined = this.chunks.length === 1 ? this.chunks[0] : undefined;
    const all = joined ?? Buffer.concat(this.chunks, this.bufferedBytes);
    this.chunks = all.length > byteCount ? [all.subarray(byteCount)] : [];
    this.bufferedBytes -= byteCount;
    return all.subarray(0, byteCount);
  }
}
