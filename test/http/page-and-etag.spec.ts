import { randomBytes } from 'node:crypto';
import { Cursors, nextLink } from '../../src/common/http/page.js';
import { etagOf, isFresh, requireMatch } from '../../src/common/http/etag.js';
import { Problem } from '../../src/common/http/problem.js';

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'none';
  } catch (error) {
    return error instanceof Problem ? error.code : String(error);
  }
};

describe('a cursor', () => {
  const cursors = new Cursors(randomBytes(32));
  const cursor = cursors.seal('migrations', 'wsp_a', ['mig_1', 'x']);

  it('gives back the sort key that it was made of', () => {
    expect(cursors.open('migrations', 'wsp_a', cursor)).toEqual(['mig_1', 'x']);
    expect(cursors.open('migrations', 'wsp_a', undefined)).toBeNull();
  });

  it('is refused by another workspace, another list, and another server', () => {
    expect(codeOf(() => cursors.open('migrations', 'wsp_b', cursor))).toBe('invalid_cursor');
    expect(codeOf(() => cursors.open('runs', 'wsp_a', cursor))).toBe('invalid_cursor');
    expect(codeOf(() => new Cursors(randomBytes(32)).open('migrations', 'wsp_a', cursor))).toBe('invalid_cursor');
  });

  it('is refused with any one character changed, cut or added', () => {
    for (let at = 0; at < cursor.length; at++) {
      const changed = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1);
      expect(codeOf(() => cursors.open('migrations', 'wsp_a', changed))).toBe('invalid_cursor');
    }
    for (const other of ['', 'x', cursor.slice(1), cursor.slice(0, -1), `${cursor}A`, '%%%', 'null'])
      expect(codeOf(() => cursors.open('migrations', 'wsp_a', other))).toBe('invalid_cursor');
  });

  it('stands in a page only when there is more', () => {
    const rows = ['a', 'b', 'c'];
    expect(cursors.page('l', 'w', rows, 3, (row) => [row])).toEqual({ data: rows, next_cursor: null, has_more: false });
    const page = cursors.page('l', 'w', rows, 2, (row) => [row]);
    expect([page.data, page.has_more]).toEqual([['a', 'b'], true]);
    expect(cursors.open('l', 'w', page.next_cursor ?? '')).toEqual(['b']);
  });

  it('makes a link of the address that was asked', () => {
    expect(nextLink('/api/v1/migrations?limit=2&cursor=old&q=a%20b', 'new')).toBe(
      '</api/v1/migrations?limit=2&cursor=new&q=a+b>; rel="next"',
    );
    expect(nextLink('/x', null)).toBeNull();
  });
});

describe('an ETag', () => {
  it('lets an edit pass whose version is the stored one, whatever the run has changed since', () => {
    expect(codeOf(() => requireMatch(etagOf(3, 17), 3))).toBe('none');
    expect(codeOf(() => requireMatch('"2-1", "3-40"', 3))).toBe('none');
    expect(codeOf(() => requireMatch('*', 3))).toBe('none');
  });

  it('refuses an edit of another version, and one that names none', () => {
    expect(codeOf(() => requireMatch(etagOf(2, 17), 3))).toBe('precondition_failed');
    expect(codeOf(() => requireMatch('W/"3-17"', 3))).toBe('precondition_failed');
    expect(codeOf(() => requireMatch('3', 3))).toBe('precondition_failed');
    expect(codeOf(() => requireMatch(undefined, 3))).toBe('precondition_required');
  });

  it('tells a poll whether anything changed at all', () => {
    expect(isFresh(etagOf(3, 17), etagOf(3, 17))).toBe(true);
    expect(isFresh(`W/${etagOf(3, 17)}`, etagOf(3, 17))).toBe(true);
    expect(isFresh(etagOf(3, 16), etagOf(3, 17))).toBe(false);
    expect(isFresh(undefined, etagOf(3, 17))).toBe(false);
  });
});
