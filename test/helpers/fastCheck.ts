import fc from 'fast-check';

// The same cases on every run, so that a red test stays red; FC_SEED=2 npx vitest run … tries others.
// While mutations are tested, that a case fails is enough: to make it small would take longer than all tests.
const endOnFailure = process.env.MUTATION_TESTS !== undefined;
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 1), endOnFailure });

export { fc };
