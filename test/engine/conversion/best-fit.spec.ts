/** Texts of code page 1252. Source: Microsoft's bestfit1252.txt. */
import { inCodePage } from '../../../src/engine/conversion/code-page.js';

describe('a character that code page 1252 lacks', () => {
  test.each([
    ['Ａｚ～', 'Az~'],
    ['ΓαΣπ', 'GaSp'],
    ['∞−√', '8-v'],
    ['ƀǍǰ', 'bAj'],
    ['╔═╗║', '+-+¦'],
    ['Ƒ≈', 'ƒ˜'],
    ['\u3000\u2032', " '"],
    ['ŉẀλｶ☃￥', '??????'],
  ])('of %s becomes the one that the table gives it: %s', (text, kept) => {
    expect(inCodePage(text, 'Latin1_General_CI_AS')).toBe(kept);
  });

  it('is refused in a page whose table is not known', () => {
    expect(() => inCodePage('∞', 'Greek_CI_AS')).toThrow('U+221e');
  });
});
