import tseslint from 'typescript-eslint';

const chance = [
  { object: 'Math', property: 'random', message: 'Pass an rng: every run of the course is seeded.' },
  { object: 'Date', property: 'now', message: 'Use performance.now() for elapsed time.' },
];
const focused = ['it', 'test', 'describe'].flatMap((object) =>
  ['only', 'skip', 'todo'].map((property) => ({ object, property, message: 'Run every test.' })),
);

export default tseslint.config(
  { ignores: ['**/dist/', 'docs/site/', 'docs/reference/', '.venv*/', 'test-results/', '**/node_modules/'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-expressions': 'error',
      eqeqeq: 'error',
      'prefer-const': 'error',
      'no-restricted-properties': ['error', ...chance],
    },
  },
  { files: ['test/**'], rules: { 'no-restricted-properties': ['error', ...chance, ...focused] } },
);
