import { createHash } from 'node:crypto';
import { headerLines } from '../../../src/dbt/write/model-text.js';
import { PALETTE } from '../../../src/agents/evaluator/report/html/style.js';
import { writeReport } from '../../../src/agents/evaluator/report/write-report.js';
import { reportCase, type Stand } from './report-case.js';

/** Text of strangers that would be markup, script or a link on a page that does not escape. */
const IMAGE = '<img src=x onerror=alert(1)>';
const HOSTILE_SQL = `
-- </script><script>alert(2)</script>
CREATE TABLE dbo.[${IMAGE}] (Id int NOT NULL, [" onmouseover="alert(3)] nvarchar(20) NULL)
GO
CREATE VIEW dbo.[javascript:alert(4)] AS SELECT Id, '</pre></style><svg onload=alert(5)>' AS Note, N'\u202eevil' AS Bidi FROM dbo.[${IMAGE}]
GO
CREATE VIEW dbo.[[x]](javascript:alert(6))] AS SELECT 1 AS A
GO
`;
const HOSTILE: Stand = {
  fileName: 'a<b>&c.sql',
  findings: {
    'dbo.javascript:alert(4)': [
      { code: 'TSQL-X', severity: 'error', message: `<a href="javascript:alert(7)">` + '`' + `<b>|[x](javascript:1)` },
    ],
  },
};

async function filesOf(sql: string, stand: Stand = {}) {
  const files = new Map(writeReport(await reportCase(sql, stand)).map(({ path, text }) => [path, text]));
  return { page: files.get('migration_report.html') ?? '', review: files.get('REVIEW.md') ?? '' };
}

/** Tags of a page with their attributes, outside of style and script. */
function tagsOf(page: string): { name: string; attributes: [string, string][] }[] {
  const body = page.replace(/<(style|script)>[^]*?<\/\1>/g, '');
  return [...body.matchAll(/<([a-zA-Z!][a-zA-Z0-9]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*\/?>/g)].map(([, name = '', text = '']) => ({
    name,
    attributes: [...text.matchAll(/([^\s=]+)="([^"]*)"/g)].map(([, key = '', value = '']): [string, string] => [key, value]),
  }));
} // prettier-ignore

const OWN_TAGS = new Set(
  '!doctype html head meta title body a header h1 h2 h3 h4 p strong nav ul li main section dl div dt dd svg rect path g text span label input select option table thead tbody tr th td details summary figure figcaption pre code i footer'.split(' '),
); // prettier-ignore

describe('the page, over hostile source text', () => {
  it('holds only tags and attributes of our own', async () => {
    const { page } = await filesOf(HOSTILE_SQL, HOSTILE);
    for (const { name, attributes } of tagsOf(page)) {
      expect(OWN_TAGS).toContain(name);
      for (const [key] of attributes) expect(key).not.toMatch(/^on|^style$|^src/i);
    }
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page.match(/<\/script/g)).toHaveLength(1);
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it('links only into itself', async () => {
    const { page } = await filesOf(HOSTILE_SQL, HOSTILE);
    const targets = tagsOf(page).flatMap(({ attributes }) => attributes.filter(([key]) => /^(xlink:)?href$|^action$|^src$/.test(key)));
    expect(targets.length).toBeGreaterThan(10);
    for (const [, target] of targets) expect(target).toMatch(/^#[a-z0-9-]+$/);
  }); // prettier-ignore

  it('shows characters that turn the direction of text instead of obeying them', async () => {
    const { page } = await filesOf(HOSTILE_SQL, HOSTILE);
    expect(page).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(page).toContain('[U+202E]evil');
  });

  it('allows by its policy nothing but its own style and script', async () => {
    const { page } = await filesOf(HOSTILE_SQL, HOSTILE);
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#39;', "'") ?? '';
    expect(policy.split('; ')[0]).toBe("default-src 'none'");
    for (const tag of ['style', 'script']) {
      const text = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page)?.[1] ?? '';
      expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    }
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('keeps names and messages text in REVIEW.md', async () => {
    const { review } = await filesOf(HOSTILE_SQL, HOSTILE);
    const outsideCode = review.replace(/(?<![\\`])(`+)(?!`)[^]*?[^`]\1(?!`)/g, '');
    expect(outsideCode).not.toMatch(/(?<!\\)</);
    expect(outsideCode).not.toMatch(/(?<!\\)\]\(/);
    expect(review).toContain('javascript:alert(4)');
  });
});

describe('the page', () => {
  const SQL =
    'CREATE TABLE dbo.A (Id int NOT NULL,\n  Name nvarchar(20) NULL)\nGO\nCREATE VIEW dbo.V AS\nSELECT Id\nFROM dbo.A\nGO\n';

  it('has an element for every link, and each id once', async () => {
    const { page } = await filesOf(SQL, { findings: { 'dbo.V': [{ code: 'TSQL-Y', severity: 'warning', message: 'Look.' }] } });
    const tags = tagsOf(page);
    const ids = tags.flatMap(({ attributes }) => attributes.filter(([key]) => key === 'id').map(([, id]) => id));
    const links = tags.flatMap(({ attributes }) => attributes.filter(([key]) => key === 'href').map(([, target]) => target.slice(1)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(links.filter((link) => !ids.includes(link))).toEqual([]);
  }); // prettier-ignore

  it('links each model line to its source line, the config block of the file counted in', async () => {
    const input = await reportCase(SQL);
    const page = writeReport(input).find(({ path }) => path.endsWith('.html'))?.text ?? '';
    const model = input.execution.project.models.find(({ object }) => object === 'dbo.V')!;
    const first = headerLines(model) + 2;
    expect(page).toContain(`<span id="o2m${first}"><a href="#o2s4">${first}</a>    1 as &quot;line1&quot;,</span>`);
    expect(page).toContain(`<span id="o2s5"><a href="#o2m${first + 1}">5</a>SELECT Id</span>`);
  });

  it('opens without network, fonts or pictures of others', async () => {
    const { page } = await filesOf(SQL);
    expect(page).not.toMatch(/https?:\/\/|@import|@font-face|url\(/);
  });

  it('stays under 30 MB for 2,000 objects, and is made in a time that grows with them', async () => {
    const page = (await filesOf(bigSource(1000))).page;
    expect(Buffer.byteLength(page)).toBeLessThan(30 * 1024 * 1024);
    expect(page).toContain('these are its layers');
    expect(page).toContain('Neighbours of dbo.V999');
  });

  it('folds the page instead of growing without bound when sources are long', async () => {
    const lines = Array.from({ length: 60_000 }, (_, index) => `  Id AS Column${index},`).join('\n');
    const { page } = await filesOf(`CREATE TABLE dbo.A (Id int)\nGO\nCREATE VIEW dbo.V AS SELECT\n${lines}\nId\nFROM dbo.A\nGO\n`); // prettier-ignore
    expect(page).toMatch(/and \d+ more lines in shop\.sql/);
    expect(Buffer.byteLength(page)).toBeLessThan(2 * 1024 * 1024);
  });
});

/** `count` tables of 15 columns and as many views of 40 lines. */
function bigSource(count: number): string {
  return Array.from({ length: count }, (_, index) => {
    const columns = Array.from({ length: 15 }, (_c, column) => `  [Column${column}] nvarchar(50) NOT NULL`).join(',\n');
    const items = Array.from({ length: 36 }, (_c, column) => `  a.Column${column % 15} AS [c${column}]`).join(',\n');
    return `CREATE TABLE dbo.T${index} (\n${columns}\n)\nGO\nCREATE VIEW dbo.V${index} AS\nSELECT\n${items}\nFROM dbo.T${index} AS a\nJOIN dbo.T${(index * 7) % count} AS b ON a.Column1 = b.Column2\nGO`;
  }).join('\n');
}

describe('the colours of the page', () => {
  const grounds = ['ground', 'panel', 'hot'] as const;
  const texts = ['text', 'muted', 'link', 'proved', 'converted', 'needs_review', 'blocked', 'excluded'] as const;
  const cases = (['light', 'dark'] as const).flatMap((scheme) => texts.flatMap((text) => grounds.map((ground) => [scheme, text, ground] as const))); // prettier-ignore

  it.each(cases)('have a contrast of 4.5 and more: %s, %s on %s', (scheme, text, ground) => {
    expect(contrast(PALETTE[scheme][text], PALETTE[scheme][ground])).toBeGreaterThanOrEqual(4.5);
  });
});

/** Contrast ratio of WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
