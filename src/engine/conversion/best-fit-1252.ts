/**
 * The best-fit characters of code page 1252, beyond Latin Extended-A: a target, then the code points that become it.
 * What is in neither is `?`.
 * Source: the table of Microsoft's code page file 1252, as the free implementation of Windows that generates its own from it has it.
 */
const FITS = `
20 2000-2006 3000|21 1c3|22 2ba 30e|25 66a|27 2b9 2bc 2c8 2032|28 2320|29 2321|2a 2217
2b 250c 2510 2514 2518 251c 253c 2552-255d 256a-256c|2d 2010-2011 2212 2500 252c 2534 2550 2564-2569
2f 2044 2215|30 2080|31 2081|32 2082|33 2083|34 2074 2084|35 2075 2085|36 2076 2086|37 2077 2087|38 2078 2088 221e|39 2089
3a 589 2236|3b 37e|3c 2329 3008|3d 2017 2261 2264-2265|3e 232a 3009|41 1cd 1de|42 212c|43 2102 212d|45 2107 2130
46 3a6 2131|47 1e4 1e6 393|48 210b-210d|49 197 1cf 2110-2111|4b 1e8 212a|4c 2112|4d 2133|4e 2115|4f 19f-1a0 1d1 1ea 1ec 3a9
50 20a7 2118-2119|51 211a|52 211b-211d|53 3a3|54 1ae 398|55 1af 1d3 1d5 1d7 1d9 1db|5a 2124 2128|5b 301a|5c 2216|5d 301b
5e 2c4 302 2303|5f 2cd 331-332 2584|60 2cb 300 2035|61 1ce 1df 3b1|62 180|64 3b4|65 3b5 212e-212f|66 3c6|67 1e5 1e7 261 210a
68 4bb 210e|69 1d0|6a 1f0|6b 1e9|6c 19a 2113|6e 207f 2229|6f 1a1 1d2 1eb 1ed 2134|70 3c0|73 3c3|74 1ab 3c4
75 1b0 1d4 1d6 1d8 1da 1dc|76 221a|7a 1b6|7c 1c0 2223 2758|7e 303 223c|83 191|98 2248|a2 20a1|a3 20a4|a4 263c
a6 2302 2502 2524 2551 255e-2563 2588 258c 2590-2593 25a0|a8 308|ab 226a 300a|ac 2310|af 2c9 304-305 2580|b0 2da 30a 2070 2218
b1 2213|b4 2ca 301|b5 3bc|b7 2024 2219 22c5 30fb|b8 327|bb 226b 300b|c5 212b|d0 189|d8 2205|df 3b2`;

const HIGH: Readonly<Record<number, string>> = { 0x83: 'ƒ', 0x98: '˜' };

const characterOf = (byte: number): string => HIGH[byte] ?? String.fromCharCode(byte);

function entriesOf(row: string): [number, string][] {
  const [target = '', ...spans] = row.split(' ');
  return spans.flatMap((span) => {
    const [first = '', last = first] = span.split('-');
    const from = parseInt(first, 16);
    return Array.from({ length: parseInt(last, 16) - from + 1 }, (_, index): [number, string] => [
      from + index,
      characterOf(parseInt(target, 16)),
    ]);
  });
}

const TABLE = new Map(FITS.trim().split(/[|\n]/).flatMap(entriesOf));

/** The character that stands for a code point above U+017E which code page 1252 lacks. */
export function bestFit1252(code: number): string {
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  return TABLE.get(code) ?? '?';
}
