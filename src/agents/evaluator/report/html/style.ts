/** Style sheet of the page. Colours keep a contrast of 4.5 : 1 and more (WCAG 2.2 AA, 1.4.3) in both schemes: a test computes it. */

/** Text colours and the grounds they stand on, by scheme. */
export const PALETTE = {
  light: {
    ground: '#ffffff', panel: '#f5f6f8', text: '#1b1f24', muted: '#57606a', rule: '#d5dae0', link: '#0b4fb3', hot: '#fff1c2',
    proved: '#0b57a4', converted: '#17692c', needs_review: '#885200', blocked: '#b0241c', excluded: '#5b636d',
  },
  dark: {
    ground: '#14171a', panel: '#1c2024', text: '#e4e7eb', muted: '#a0a9b4', rule: '#363c43', link: '#8bb9ff', hot: '#45380f',
    proved: '#7cb8ff', converted: '#6cc483', needs_review: '#e8b25c', blocked: '#ff928a', excluded: '#a6aeb8',
  },
} as const; // prettier-ignore

export const STYLE = `
:root{color-scheme:light dark;${variables(PALETTE.light)}}
@media (prefers-color-scheme:dark){:root{${variables(PALETTE.dark)}}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--ground);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:92rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:1.5rem}
h1{font-size:1.5rem;line-height:1.25;margin:0}
h2{font-size:1.15rem;margin:2.5rem 0 .5rem;padding-bottom:.3rem;border-bottom:1px solid var(--rule)}
h3{font-size:1rem;margin:1.25rem 0 .35rem}
summary h3{display:inline;margin:0}
h4{font-size:.9rem;margin:1.25rem 0 .35rem}
p{max-width:75ch;margin:.5rem 0}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,input:focus-visible,select:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--link);outline-offset:2px}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin:1rem 0 0}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;background:var(--ground);padding:.5rem}
.muted,caption,small{color:var(--muted)}
code,pre,td.path,td.name,th.name,.mono{font-weight:400;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.85em}
h3.mono{font-size:.9rem;font-weight:600}
.status{white-space:nowrap;font-weight:500}
.status::before{content:"";display:inline-block;width:.6em;height:.6em;margin-right:.4em;border-radius:1px;background:currentColor;forced-color-adjust:none}
.proved{color:var(--proved)}.converted{color:var(--converted)}.needs_review{color:var(--needs_review)}.blocked{color:var(--blocked)}.excluded{color:var(--excluded)}
.error,.fail{color:var(--blocked);font-weight:600}.warning,.warn{color:var(--needs_review);font-weight:600}.info,.skipped{color:var(--muted)}.pass{color:var(--converted)}
.scroll{overflow-x:auto;max-width:100%}
.tall{max-height:80vh;overflow:auto;border:1px solid var(--rule);border-radius:4px;background:var(--panel)}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{text-align:left;padding:.25rem 0}
th,td{text-align:left;vertical-align:baseline;padding:.28rem .75rem .28rem 0;border-bottom:1px solid var(--rule)}
th{font-weight:600}
thead th{color:var(--muted);font-weight:500;white-space:nowrap}
td.n,th.n{text-align:right;white-space:nowrap}
.objects{overflow-wrap:normal;min-width:56rem}
.objects .name,.objects .path{overflow-wrap:anywhere}
.tally{display:grid;grid-template-columns:max-content max-content minmax(0,1fr);gap:0 1rem;margin:1rem 0;padding:0}
.tally>div{display:grid;grid-template-columns:subgrid;grid-column:1/-1;padding:.3rem 0;border-bottom:1px solid var(--rule)}
.tally dt{order:2}.tally dd{margin:0}.tally dd.n{order:1;text-align:right;font-weight:600;font-variant-numeric:tabular-nums;min-width:4.2em}.tally dd.why{order:3;color:var(--muted)}
.facts{display:grid;grid-template-columns:9rem minmax(0,1fr);gap:.15rem 1rem;margin:.5rem 0;font-size:.9rem}
.facts dt{color:var(--muted)}.facts dd{margin:0}
.facts ul,.plain{margin:0;padding:0;list-style:none}
.bar{display:block;width:100%;height:10px;margin:1rem 0 0;border-radius:2px}
.bar rect,.node .mark{fill:currentColor}
.filter{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;margin:.75rem 0}
.filter[hidden]{display:none}
.filter label{font-size:.85rem;color:var(--muted)}
.filter input,.filter select{display:block;font:inherit;color:var(--text);background:var(--ground);border:1px solid var(--muted);border-radius:4px;padding:.3rem .5rem;max-width:100%}
.filter input{width:20rem}
details>summary{cursor:pointer}
.object{border-bottom:1px solid var(--rule);content-visibility:auto;contain-intrinsic-size:auto 2.4rem}
.object[open]{contain-intrinsic-size:auto 40rem}
.object>summary{padding:.4rem 0}
.object>summary>span{margin-left:.75rem;font-size:.85rem}
.object>div{padding:0 0 1.5rem 1rem;scroll-margin-top:3rem}
.reason{border-left:3px solid currentColor;padding-left:.75rem;margin:.5rem 0}
.reason span{color:var(--text)}
.pair{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:1rem}
.pair figure{margin:0;min-width:0}
figcaption{font-size:.85rem;color:var(--muted);padding:.25rem 0}
pre{margin:0;font-size:12.5px;line-height:1.45;tab-size:4;overflow-wrap:normal}
.code{overflow:auto;max-height:42rem;border:1px solid var(--rule);border-radius:4px;background:var(--panel);padding:.4rem 0}
.code>span{display:block;position:relative;min-height:1.45em;padding:0 1rem 0 4.2rem;min-width:max-content}
.code>span>:first-child{position:absolute;left:0;width:3.4rem;text-align:right;user-select:none;font-style:normal}
.code>span>i{color:var(--muted)}
.code>span:target,.hot{background:var(--hot)}
svg text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:var(--text)}
svg .faint{fill:var(--muted)}
.node .box{fill:var(--ground);stroke:var(--muted);stroke-width:1}
.node:focus-visible{outline:none}.node:focus-visible .box{stroke:var(--link);stroke-width:3}
.edge{fill:none;stroke:var(--muted);stroke-width:1;opacity:.55}
.edge.hot{stroke:var(--link);stroke-width:2;opacity:1;background:none}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
footer{padding-top:2rem;padding-bottom:3rem}
@media (max-width:60rem){.pair{grid-template-columns:minmax(0,1fr)}}
@media (max-width:40rem){header,main,footer{padding-left:.75rem;padding-right:.75rem}.facts{grid-template-columns:minmax(0,1fr)}.facts dd{margin-bottom:.35rem}.tally{grid-template-columns:max-content minmax(0,1fr)}.tally dd.why{grid-column:2}.object>div{padding-left:0}.filter input{width:100%}}
@media print{.object{content-visibility:visible}.code,.tall{max-height:none}}
`;

function variables(colours: Readonly<Record<string, string>>): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
}
