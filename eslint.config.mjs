import tseslint from 'typescript-eslint';

// Text a person sees must come from vscode.l10n (or package.nls.json): a literal given to one of these is refused.
const SHOWN_PROPERTIES =
  'label|description|tooltip|title|placeholder|prompt|detail|message|documentation|badge';
const SHOWN_CALLS =
  'show(Information|Warning|Error)Message|showQuickPick|showInputBox|setStatusBarMessage|appendMarkdown';
const LITERAL =
  ':matches(Literal[value=/[A-Za-z]{2}/], TemplateLiteral:has(TemplateElement[value.raw=/[A-Za-z]{2}/]))';
const text = 'Text for people goes through vscode.l10n.t().';

/** Import boundaries: each folder is a world of its own (src/README.md). */
const forbid = (...patterns) => [
  'error',
  {
    patterns: patterns.map(([group, message, allowTypeImports = false]) => ({
      group,
      message,
      allowTypeImports,
    })),
  },
];
const VSCODE = [['vscode'], 'Only src/extension may import vscode.'];
const NODE = [['node:*'], 'Only main.node.ts files may import Node built-ins.'];

export default tseslint.config(
  { ignores: ['dist', 'out', '.cache', 'node_modules', 'seeds'] },
  ...tseslint.configs.strictTypeChecked.map((c) => ({ ...c, files: ['src/**/*.ts', 'test/**/*.ts'] })),
  {
    files: ['src/**/*.ts', 'test/**/*.ts'],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './src/tsconfig.web.json', './src/pages/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'PropertyDefinition[accessibility=private]', message: 'Use #private.' },
      ],
    },
  },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': forbid(VSCODE, NODE, [
        ['vscode-jsonrpc*', '**/worker/*', '**/extension/*', '**/pages/*'],
        'The core depends on nothing outside itself.',
      ]),
    },
  },
  {
    files: ['src/worker/**/*.ts'],
    ignores: ['src/worker/*.node.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': forbid(VSCODE, NODE, [
        ['**/extension/*', '**/pages/*'],
        'Workers know nothing of the extension host.',
      ]),
    },
  },
  {
    files: ['src/pages/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': forbid(VSCODE, NODE, [
        ['vscode-jsonrpc*', '**/worker/*', '**/extension/*'],
        'Pages know the core and their own protocol; all else is told them.',
      ]),
    },
  },
  {
    files: ['src/extension/**/*.ts'],
    ignores: ['src/extension/*.node.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': forbid(
        NODE,
        [['minisearch', 'unified', 'remark-*', 'micromark*', 'mdast*'], 'Heavy work belongs in a worker.'],
        [['**/pages/!(protocol)'], 'The host speaks to pages by their protocol.'],
        [
          [
            '**/worker/*',
            '!**/worker/protocol',
            '!**/worker/exportProtocol',
            '!**/worker/familyProtocol',
            '!**/worker/notesProtocol',
            '!**/worker/onlineProtocol',
            '!**/worker/snapshotProtocol',
            '**/core/note*',
            '**/core/library',
            '**/core/search/*',
            '**/core/citation/!(citekey)*',
          ],
          'The host speaks to the workers by the protocol; of what they do it may know types only.',
          true,
        ],
      ),
    },
  },
  {
    files: ['src/extension/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'PropertyDefinition[accessibility=private]', message: 'Use #private.' },
        {
          selector: `CallExpression[callee.property.name=/^(${SHOWN_CALLS})$/] > ${LITERAL}.arguments`,
          message: text,
        },
        {
          selector: `AssignmentExpression[left.property.name=/^(${SHOWN_PROPERTIES})$/] > ${LITERAL}.right`,
          message: text,
        },
        { selector: `Property[key.name=/^(${SHOWN_PROPERTIES})$/] > ${LITERAL}.value`, message: text },
        {
          selector: `CallExpression[callee.name=/^show(Information|Warning|Error)$/] > ${LITERAL}.arguments`,
          message: text,
        },
        {
          selector: 'MemberExpression[property.name=/^show(Information|Warning|Error)Message$/]',
          message: 'Messages are shown by messages.ts: VS Code makes links of what papers are called.',
        },
      ],
    },
  },
  {
    files: ['src/extension/messages.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: 'mocha', name: ['suite', 'test'] }] },
      ],
    },
  },
);
