import type { Look } from '../markup';

/** What LaTeX's commands for accents put on the next letter. */
export const ACCENTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '`': '\u0300',
    "'": '\u0301',
    '^': '\u0302',
    '~': '\u0303',
    '"': '\u0308',
    '=': '\u0304',
    '.': '\u0307',
    b: '\u0331',
    c: '\u0327',
    d: '\u0323',
    G: '\u030f',
    H: '\u030b',
    h: '\u0309',
    k: '\u0328',
    r: '\u030a',
    t: '\u0361',
    u: '\u0306',
    U: '\u030e',
    v: '\u030c',
  }),
);

const table = (entries: string): [string, string][] =>
  entries
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const at = entry.indexOf(':');
      return [entry.slice(0, at), entry.slice(at + 1)];
    });

/** Greek letters and symbols, which stand in formulas. */
export const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ...table(`
    alpha:α beta:β gamma:γ delta:δ epsilon:ϵ varepsilon:ε zeta:ζ eta:η theta:θ vartheta:ϑ iota:ι kappa:κ lambda:λ
    mu:μ nu:ν xi:ξ omicron:ο pi:π varpi:ϖ rho:ρ varrho:ϱ sigma:σ varsigma:ς tau:τ upsilon:υ phi:ϕ varphi:φ chi:χ
    psi:ψ omega:ω Gamma:Γ Delta:Δ Theta:Θ Lambda:Λ Xi:Ξ Pi:Π Sigma:Σ Upsilon:Υ Phi:Φ Psi:Ψ Omega:Ω
    times:× cdot:· div:÷ pm:± mp:∓ ast:∗ star:⋆ circ:∘ bullet:∙ oplus:⊕ otimes:⊗ odot:⊙ wedge:∧ vee:∨ cap:∩ cup:∪
    leq:≤ le:≤ geq:≥ ge:≥ neq:≠ ne:≠ ll:≪ gg:≫ approx:≈ sim:∼ simeq:≃ cong:≅ equiv:≡ propto:∝ leqslant:≤ geqslant:≥
    lesssim:≲ gtrsim:≳ in:∈ notin:∉ ni:∋ subset:⊂ supset:⊃ subseteq:⊆ supseteq:⊇ emptyset:∅ varnothing:∅
    to:→ rightarrow:→ leftarrow:← gets:← leftrightarrow:↔ Rightarrow:⇒ Leftarrow:⇐ Leftrightarrow:⇔ mapsto:↦
    uparrow:↑ downarrow:↓ longrightarrow:⟶ infty:∞ partial:∂ nabla:∇ forall:∀ exists:∃ neg:¬ ell:ℓ hbar:ℏ Re:ℜ Im:ℑ
    aleph:ℵ wp:℘ sum:∑ prod:∏ int:∫ sqrt:√ perp:⊥ parallel:∥ mid:∣ langle:⟨ rangle:⟩ lfloor:⌊ rfloor:⌋ lceil:⌈
    rceil:⌉ ldots:… cdots:⋯ vdots:⋮ dots:… prime:′ degree:° angle:∠ triangle:△ top:⊤ bot:⊥ Vert:‖ vert:|
    lbrace:{ rbrace:} colon:: micro:µ
  `),
]);

/** Letters and signs that text has by name. */
export const NAMED: ReadonlyMap<string, string> = new Map([
  ...SYMBOLS,
  ...table(`
    ss:ß SS:ẞ o:ø O:Ø l:ł L:Ł ae:æ AE:Æ oe:œ OE:Œ aa:å AA:Å i:ı j:ȷ dh:ð DH:Ð dj:đ DJ:Đ th:þ TH:Þ ng:ŋ NG:Ŋ
    textendash:– textemdash:— textquoteleft:‘ textquoteright:’ textquotedblleft:“ textquotedblright:” lq:‘ rq:’
    textquotesingle:' textquotedbl:" quotedblbase:„ quotesinglbase:‚ guillemotleft:« guillemotright:» glqq:„ grqq:“
    guilsinglleft:‹ guilsinglright:› flqq:« frqq:» textasciitilde:~ textasciicircum:^ textbackslash:\\ backslash:\\
    textbraceleft:{ textbraceright:} textless:< textgreater:> textbar:| textunderscore:_ textdollar:$ textpercent:%
    textasciigrave:\` textasciiacute:´ textasciidieresis:¨ textasciimacron:¯ texttimes:× textdiv:÷ textpm:±
    textdegree:° textmu:µ textcelsius:℃ textohm:Ω textperiodcentered:· textbullet:• textellipsis:… textdaggerdbl:‡
    textdagger:† dag:† ddag:‡ textsection:§ S:§ textparagraph:¶ P:¶ copyright:© textcopyright:© textregistered:®
    texttrademark:™ pounds:£ textsterling:£ texteuro:€ euro:€ textyen:¥ textcent:¢ textexclamdown:¡ textquestiondown:¿
    textordfeminine:ª textordmasculine:º textonesuperior:¹ texttwosuperior:² textthreesuperior:³ textonehalf:½
    textonequarter:¼ textthreequarters:¾ textlangle:⟨ textrangle:⟩ textrightarrow:→ textleftarrow:← textnumero:№
    slash:/ TeX:TeX LaTeX:LaTeX LaTeXe:LaTeX2ε BibTeX:BibTeX
    textalpha:α textbeta:β textgamma:γ textdelta:δ textepsilon:ε textlambda:λ textpi:π textsigma:σ textomega:ω
  `),
  ...['space', 'quad', 'qquad', 'enspace', 'thinspace', 'newline', 'par', 'nobreakspace', 'linebreak'].map(
    (name) => [name, ' '] as const,
  ),
]);

/** Commands whose first group says how, not what. */
export const WITHOUT_FIRST: ReadonlySet<string> = new Set(
  'href textcolor color colorbox hspace vspace label phantom hphantom vphantom fontsize selectlanguage foreignlanguage'.split(
    ' ',
  ),
);

/** What stands around the group of a command. */
export const AROUND: ReadonlyMap<string, readonly [before: string, after: string]> = new Map([
  ['enquote', ['“', '”']],
  ['mkbibquote', ['“', '”']],
  ['mkbibparens', ['(', ')']],
  ['mkbibbrackets', ['[', ']']],
]);

/** What the group of a command looks like. */
export const LOOKING: ReadonlyMap<string, Look> = looks({
  italic: 'emph textit textsl mkbibemph mkbibitalic',
  bold: 'textbf mkbibbold',
  caps: 'textsc',
  sup: 'textsuperscript mkbibsuperscript',
  sub: 'textsubscript mkbibsubscript',
});

/** What the rest of a group looks like behind a command. */
export const DECLARED: ReadonlyMap<string, Look> = looks({
  italic: 'em it itshape sl slshape',
  bold: 'bf bfseries',
  caps: 'sc scshape',
});

function looks(names: Partial<Readonly<Record<Look, string>>>): Map<string, Look> {
  const all = Object.entries(names) as [Look, string][];
  return new Map(all.flatMap(([look, commands]) => commands.split(' ').map((name) => [name, look] as const)));
}

/** Names of functions, which formulas print as they are. */
export const FUNCTIONS: ReadonlySet<string> = new Set(
  'log ln exp min max arg argmin argmax sin cos tan tanh sup inf lim det dim ker gcd Pr softmax poly polylog'.split(
    ' ',
  ),
);
