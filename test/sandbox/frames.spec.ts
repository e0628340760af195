import fc from 'fast-check';
import { encodeFrame, FrameReader } from '../../src/sandbox/frames.js';

describe('a frame reader', () => {
  test('gives the messages back whole, however the bytes are cut', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 50 }), { maxLength: 8 });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(300)), (messages, cuts) => {
        const bytes = Buffer.concat(messages.map(encodeFrame));
        const edges = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
        const reader = new FrameReader(1_000);
        const read = edges.slice(1).flatMap((edge, index) => reader.push(bytes.subarray(edges[index], edge)));
        expect(read).toEqual(messages);
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  test('refuses a message over its limit at the announcement, before any of it came', () => {
    expect(() => new FrameReader(10).push(Buffer.from([0, 0, 0, 11]))).toThrow(RangeError);
    expect(new FrameReader(10).push(encodeFrame('0123456789'))).toEqual(['0123456789']);
  });
});
