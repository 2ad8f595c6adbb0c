// In the worker: looks into a network that is given as numbers, and tries to prove that it adds.
import { createRng } from '../../../lib/src/core/random';
import type { SequenceModel } from '../../../lib/src/neural/sequenceModel';
import { extractMachine } from '../../../lib/src/proof/automaton';
import { certify } from '../../../lib/src/proof/certify';
import { checkCertificate } from '../../../lib/src/proof/checkCertificate';
import { compareMachines, minimizeMachine } from '../../../lib/src/proof/compareMachines';
import { findCounterexample } from '../../../lib/src/proof/counterexample';
import { plainNetwork } from '../../../lib/src/proof/network';
import { additionMachine } from '../../../lib/src/tasks/machines';
import { fitCarryLine } from './carryLine';
import { PROOF_TOLERANCE, type Examination, type ProofResult, type Request } from './protocol';
import { scoreOf } from './score';
import { createAdder } from './settings';

/** Answers an `examine`. */
export function examine({
  id,
  settings,
  parameters,
  wants,
}: Extract<Request, { kind: 'examine' }>): Examination {
  const model = createAdder(settings);
  model.parameters.flat.set(parameters);
  return {
    kind: 'examination',
    id,
    line: fitCarryLine(model),
    ...scoreOf(model),
    ...(wants.machine ? { machine: extract(model) } : {}),
    ...(wants.proof ? { proof: prove(model, settings.activation) } : {}),
  };
}

function extract(model: SequenceModel): NonNullable<Examination['machine']> {
  const { machine, exact } = extractMachine(model, additionMachine.inputs, {
    rng: createRng(3),
    samples: 400,
  });
  const minimal = minimizeMachine(machine);
  return { clusters: machine.states, exact, minimal, adds: compareMachines(minimal, additionMachine).equal };
}

function prove(model: SequenceModel, activation: string): ProofResult {
  const startedAt = performance.now();
  const hunt = (way?: readonly number[]): { counterexample?: readonly number[] } => {
    const found = findCounterexample(model, additionMachine, {
      rng: createRng(5),
      ...(way ? { way } : {}),
    });
    return found ? { counterexample: found.inputs } : {};
  };
  if (activation === 'relu') {
    const unable =
      'The states of ReLU units have no bounds, so that boxes around them would grow without end. Tanh and sigmoid units can be proved.';
    return { unable, checked: false, attempts: [], ...hunt(), milliseconds: performance.now() - startedAt };
  }
  const network = plainNetwork(model);
  const result = certify(network, additionMachine, { tolerance: PROOF_TOLERANCE });
  const { attempts } = result;
  if (!result.proved) {
    return {
      checked: false,
      attempts,
      ...hunt(result.failure?.way),
      milliseconds: performance.now() - startedAt,
    };
  }
  const { certificate } = result;
  const checked = checkCertificate(certificate, network, additionMachine).proved;
  return { certificate, checked, attempts, milliseconds: performance.now() - startedAt };
}
