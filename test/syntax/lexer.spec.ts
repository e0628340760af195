import { parseScript, tokenCoverage } from '../../src/syntax/tsql/index.js';
import { lex } from '../../src/syntax/tsql/lexer.js';

/** Kind and text of every token. */
function tokens(text: string): string[] {
  return lex(text)
    .tokens.filter(({ kind }) => kind !== 'end')
    .map(({ kind, text: token }) => `${kind} ${token}`);
}

describe('the lexer', () => {
  it.each([
    ['strings keep doubled quotes', "'it''s' N'x'", ["string 'it''s'", "national_string N'x'"]],
    ['brackets end at one that is not doubled', '[a]]b] "c""d"', ['bracket [a]]b]', 'quoted "c""d"']],
    ['numbers by their kind', '1 1.5 .5 1. 1e3 1.5E-3 0x1F', ['integer 1', 'decimal 1.5', 'decimal .5', 'decimal 1.', 'float 1e3', 'float 1.5E-3', 'binary 0x1F']], // prettier-ignore
    ['a number ends where letters start that are no exponent', '1end', ['integer 1', 'word end']],
    ['money takes no comma along', '$12.50,$3', ['money $12.50', 'symbol ,', 'money $3']],
    ['dollars that are no money', '$action $(db)_x', ['word $action', 'word $(db)_x']],
    ['variables', '@a @@ROWCOUNT', ['variable @a', 'variable @@ROWCOUNT']],
    ['operators of two characters', 'a<>b!=c>=d::e', ['word a', 'symbol <>', 'word b', 'symbol !=', 'word c', 'symbol >=', 'word d', 'symbol ::', 'word e']], // prettier-ignore
    ['comparisons with blanks inside', 'a ! = b < > c', ['word a', 'symbol !=', 'word b', 'symbol <>', 'word c']],
    ['names of every script', 'Größe 名前 #tmp ##g', ['word Größe', 'word 名前', 'word #tmp', 'word ##g']],
    ['no-break spaces and byte order marks are blanks', '\uFEFFa\u00A0b', ['word a', 'word b']],
  ])('%s', (_, text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  it('nests block comments and keeps all comments apart', () => {
    const { tokens: found, comments } = lex('a /* x /* y */ z */ b -- end\nc');
    expect(found.map(({ text }) => text)).toEqual(['a', 'b', 'c', '']);
    expect(comments.map(({ block, text }) => [block, text])).toEqual([
      [true, '/* x /* y */ z */'],
      [false, '-- end'],
    ]);
  });

  it.each(["SELECT 'open", 'SELECT [open', 'SELECT "open', 'SELECT 1 /* open'])(
    'reports what is not closed: %s',
    (text) => {
      const { faults } = lex(text);
      expect(faults).toHaveLength(1);
      expect(faults[0]?.code).toMatch(/^SYNTAX-UNTERMINATED-/);
      const script = parseScript({ path: 'test.sql', text });
      expect(tokenCoverage(script).covered).toBe(0);
      expect(script.diagnostics.map(({ code }) => code)).toContain(faults[0]?.code);
    },
  );

  it.each([
    ['alone on its line', 'a\nGO\nb', 1],
    ['with a count, blanks and a comment', 'a\n  go 5 -- five times\nb', 1],
    ['not inside a line', 'a go\nb', 0],
    ['not inside a string', "'\nGO\n'", 0],
    ['not inside a comment', '/*\nGO\n*/', 0],
    ['not as the start of a longer line', 'GO x', 0],
  ])('finds GO %s', (_, text, count) => {
    expect(lex(text).tokens.filter(({ kind }) => kind === 'go')).toHaveLength(count);
  });

  it('gives offsets that cut the source into its tokens', () => {
    const text = "SELECT [a b], N'x''y' FROM t -- c\nWHERE a >= $1.5";
    for (const token of lex(text).tokens) expect(text.slice(token.start, token.end)).toBe(token.text);
  });
});
