import fc from 'fast-check';

// The same cases on every run, so that a red test stays red; FC_SEED=2 npx vitest run … tries others.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 1) });

export { fc };
