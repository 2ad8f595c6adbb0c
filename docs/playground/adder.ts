// The adder: trained in one thread, examined in another, shown here.
import { createCurves, percent, type Report } from './adder/curves';
import { addColumns, columnsFor, readWholeNumber, writtenBy } from './adder/columns';
import { showMachine } from './adder/machineView';
import { showProof, verdictOf } from './adder/proofView';
import { PRESETS, stateOf, type Preset } from './adder/presets';
import type { Answer, CarryLine, Examination, Pace, Progress, Score } from './adder/protocol';
import { createAdder } from './adder/settings';
import {
  fields,
  MOST_COLUMNS,
  MOST_STEPS,
  readAddress,
  readEdits,
  settingsOf,
  wantsOf,
  writeEdits,
  type State,
} from './adder/state';
import { createSumView, type Column } from './adder/sumView';
import { startThread, type Thread } from './adder/threads';
import { createWeightsView, matricesOf, type WeightsView } from './adder/weightsView';
import { showWhy } from './adder/whyView';
import { wrongSumOf } from './adder/wrongSum';
import { tieToAddress } from './parts/address';
import { button, checkbox, options, slider } from './parts/controls';
import { byId, counted, everyFrame, html, shown } from './parts/elements';

const FIRST_GOAL = 4000;
const MORE = 2000;
const NO_LINE: CarryLine = { weights: [], bias: 0, accuracy: 0, chance: 0 };

const tied = tieToAddress<State>(
  fields,
  (now, before, back) => {
    if (back) giveUp();
    follow(now, before);
    redraw();
  },
  readAddress,
);

/** The network as the trainer last told it: which settings, how many steps. */
let trained: { key: string; step: number; parameters: Float64Array } | undefined;
let model = createAdder(settingsOf(tied.now));
let line: CarryLine = NO_LINE;
/** How much a line read off the states before training. */
let untrained = NaN;
/** What was found about the weights on the screen; undefined while they are being looked at. */
let examination: Examination | undefined;
/** Whether a wrong sum is shown as soon as it is found. */
let showsWrong = false;
let reports: Report[] = [];
let running = false;
/** The number of the training that is heeded. */
let run = 0;
/** While a view from the address is being made again, its number of steps stands. */
let restoring = false;
let chosen: { index: number; name: string } | undefined;
let weights: WeightsView | undefined;
let failure = '';

const keyOf = (state: State): string => JSON.stringify(settingsOf(state));

// ── Training ────────────────────────────────────────────────────────────────────────────────────────────────

const trainer = startThread(heard);

/** Brings the trainer to where the address says, and the examiner to what was changed. */
function follow(now: State, before: State): void {
  const same = trained?.key === keyOf(now);
  if (!running && (!same || trained?.step !== now.step)) {
    if (!same) model = createAdder(settingsOf(now));
    start(now.step, { fresh: !same || (trained?.step ?? 0) > now.step, untilRight: false, pace: 'fast' });
    restoring = true;
  } else if (!running && (now.edits !== before.edits || now.ask !== before.ask)) examineSoon();
}

function start(
  upTo: number,
  how: { readonly fresh: boolean; readonly untilRight: boolean; readonly pace: Pace },
): void {
  const { fresh } = how;
  running = true;
  failure = '';
  if (fresh) {
    trained = undefined;
    reports = [];
    weights = undefined;
    chosen = undefined;
  }
  stopExamining();
  trainer.ask({ kind: 'train', run: ++run, settings: settingsOf(tied.now), upTo, ...how });
}

/** Ends a training without waiting for its last word. Nobody knows how far it came, so the next one begins anew. */
function giveUp(): void {
  if (running) {
    trainer.ask({ kind: 'pause' });
    trained = undefined;
  }
  running = restoring = false;
  run++;
}

function heard(answer: Answer): void {
  if ('run' in answer && answer.run !== run) return;
  if (answer.kind === 'progress') progressed(answer);
  else if (answer.kind === 'ended') {
    running = restoring = false;
    if (answer.step !== tied.now.step) tied.set({ step: answer.step });
    examineSoon();
  } else if (answer.kind === 'failed') {
    running = restoring = false;
    failure = answer.message;
  }
  redraw();
}

function progressed({ step, loss, sums, longSums, parameters, ...found }: Progress): void {
  trained = { key: keyOf(tied.now), step, parameters };
  ({ line, untrained } = found);
  if (reports.at(-1)?.step !== step) reports.push({ step, loss, sums, longSums });
  if (!restoring && step !== tied.now.step) tied.set({ step });
}

const paceNow = (): Pace => (byId('fast', HTMLInputElement).checked ? 'fast' : 'watch');
/** A network that is only being made, with no step to take, has nothing to pause. */
const canPause = (): boolean => running && !(restoring && tied.now.step === 0);
const isRight = ({ sums, longSums }: Score): boolean => sums === 1 && longSums === 1;
const go = button('go', () => {
  if (canPause()) return trainer.ask({ kind: 'pause' });
  train(paceNow());
});

/** Trains until all is right; what is right already is trained for some more steps. */
function train(pace: Pace): void {
  restoring = false;
  showsWrong = false;
  const { step } = tied.now;
  const last = reports.at(-1);
  const goal = Math.min(MOST_STEPS, step < FIRST_GOAL ? FIRST_GOAL : step + MORE);
  const more = last !== undefined && isRight(last);
  start(more ? Math.min(MOST_STEPS, step + MORE) : goal, {
    fresh: trained === undefined,
    untilRight: !more,
    pace,
  });
  tied.set({ edits: '', ask: '' }, true);
}
button('reset', () => change({ step: 0 }));
checkbox('fast', () => trainer.ask({ kind: 'pace', pace: paceNow() }));

for (const [name, preset] of Object.entries<Preset>(PRESETS)) {
  button(`preset-${name}`, () => {
    giveUp();
    stopPlaying();
    trained = undefined;
    showsWrong = !preset.trains;
    tied.set(stateOf(preset), true);
    if (preset.trains) train('fast');
  });
}

/** Other settings: another network, not trained yet. */
function change(change: Partial<State>): void {
  giveUp();
  trained = undefined;
  showsWrong = false;
  tied.set({ step: 0, edits: '', ...change }, true);
}

const controls = {
  units: slider('units', {
    write: (value) => shown(value, 0),
    changed: (units, done) => done && change({ units }),
  }),
  activation: options<State['activation']>('activation', (activation) => change({ activation })),
  first: options<State['first']>('first', (first) => change({ first })),
  rate: options('rate', (rate) => change({ rate })),
  noise: checkbox('noise', (on) => change({ noise: on ? 'on' : 'off' })),
  price: checkbox('price', (on) => change({ price: on ? 'on' : 'off' })),
};
const seed = byId('seed', HTMLInputElement);
seed.addEventListener('change', () => {
  const wanted = fields.seed.read(seed.value) ?? tied.now.seed;
  seed.value = String(wanted); // what is used, where that is not what was typed
  if (wanted !== tied.now.seed) change({ seed: wanted });
});
button('next-seed', () => change({ seed: (tied.now.seed % 9999) + 1 }));
const drawCurves = createCurves(byId('loss', HTMLCanvasElement), byId('accuracy', HTMLCanvasElement));

// ── Adding ──────────────────────────────────────────────────────────────────────────────────────────────────

const operands = { a: byId('a', HTMLInputElement), b: byId('b', HTMLInputElement) };
for (const [name, input] of Object.entries(operands)) {
  input.addEventListener('change', () => {
    const value = readWholeNumber(input.value);
    if (value === undefined) {
      input.setAttribute('aria-invalid', 'true');
      return redraw();
    }
    input.removeAttribute('aria-invalid');
    tied.set({ [name]: String(value), columns: fields.columns.fallback, t: -1, why: -1 }, true);
  });
}
/** A number that cannot be read stays in its field until it is mended, or another is chosen by a button. */
const isRefused = (input: HTMLInputElement): boolean => input.hasAttribute('aria-invalid');
function accept(): void {
  for (const input of Object.values(operands)) input.removeAttribute('aria-invalid');
}

const columnsNow = (): number =>
  columnsFor(BigInt(tied.now.a), BigInt(tied.now.b), tied.now.columns, MOST_COLUMNS);
const doneNow = (): number => (tied.now.t < 0 ? columnsNow() : Math.min(tied.now.t, columnsNow()));

const sumView = createSumView(byId('columns', HTMLTableElement), {
  flip: (operand, t) => {
    accept();
    const value = BigInt(tied.now[operand]) ^ (1n << BigInt(t));
    tied.set(
      { [operand]: String(value), columns: Math.max(tied.now.columns, Math.min(MOST_COLUMNS, columnsNow())) },
      true,
    );
  },
  explain: (why) => tied.set({ why }),
});

let playing: ReturnType<typeof setInterval> | undefined;
const playButton = button('play', () => {
  if (playing !== undefined) return stopPlaying();
  tied.set({ t: 0, why: -1 }, tied.now.t < 0);
  playButton.textContent = 'Pause';
  playing = setInterval(() => {
    tied.set({ t: doneNow() + 1 });
    if (doneNow() >= columnsNow()) stopPlaying();
  }, 700);
});

function stopPlaying(): void {
  clearInterval(playing);
  playing = undefined;
  playButton.textContent = 'Bit by bit';
}

/** Going through a sum is one step of the history, however many bits it has. */
function step(t: number): void {
  stopPlaying();
  tied.set({ t: Math.max(0, Math.min(columnsNow(), t)), why: -1 }, tied.now.t < 0);
}
button('before', () => step(doneNow() - 1));
button('after', () => step(tied.now.t < 0 || doneNow() >= columnsNow() ? 1 : doneNow() + 1));
button('all', () => {
  stopPlaying();
  tied.set({ t: -1, why: -1 });
});

function add(a: bigint, b: bigint, columns: number): void {
  accept();
  stopPlaying();
  tied.set({ a: String(a), b: String(b), columns: Math.min(MOST_COLUMNS, columns), t: -1, why: -1 }, true);
}
button('long', () => add(2n ** 16n - 1n, 1n, 17));
button('random', () => {
  const [a = 0, b = 0] = crypto.getRandomValues(new Uint8Array(2));
  add(BigInt(a), BigInt(b), 9);
});

const sumLine = byId('sum', HTMLParagraphElement);
const reading = byId('reading', HTMLParagraphElement);
const whyPlace = byId('why', HTMLDivElement);
function drawSum(): void {
  const { a, b, why, activation } = tied.now;
  // Not while somebody types, and not over what could not be read.
  for (const [name, input] of Object.entries(operands))
    if (document.activeElement !== input && !isRefused(input)) input.value = name === 'a' ? a : b;
  const T = columnsNow();
  const done = doneNow();
  const columns = addColumns(model, line, BigInt(a), BigInt(b), T);
  const highest = Math.max(1, ...columns.flatMap(({ h }) => Array.from(h, Math.abs)));
  const firstWrong = columns.findIndex(({ logit, wanted }) => logit > 0 !== (wanted === 1));
  const explained = why >= 0 && why < done ? why : tied.now.t >= 0 || firstWrong < 0 ? done - 1 : firstWrong;
  sumView.show(columns, done, { units: tied.now.units, highest, stepping: tied.now.t >= 0, explained });
  if (explained >= 0) showWhy(whyPlace, model.parameters, activation, columns, explained);
  const refused = Object.values(operands).some(isRefused);
  const says = refused ? 'Only whole numbers from 0 on, of up to 38 digits.' : sumWords(columns, done);
  if (sumLine.textContent !== says) sumLine.textContent = says;
  sumLine.classList.toggle('wrong', refused || (done === T && firstWrong >= 0));
  const told = readingWords();
  if (reading.textContent !== told) reading.textContent = told;
}

function sumWords(columns: readonly Column[], done: number): string {
  if (done < columns.length) return `${done} of ${columns.length} bits`;
  const sum = BigInt(tied.now.a) + BigInt(tied.now.b);
  const written = writtenBy(columns);
  return written === sum
    ? `= ${numberText(sum)} ✓`
    : `= ${numberText(written)} ✗, but it is ${numberText(sum)}`;
}

/** What the lower lamps are worth: much can be read off random weights, and some of it without looking. */
function readingWords(): string {
  const words = `The upper lamps are the true carries. The lower ones are read off the hidden state by one line, right on ${percent(line.accuracy)} of the states of random sums`;
  const chance = `always naming the likelier carry, on ${percent(line.chance)}`;
  return (trained?.step ?? 0) === 0
    ? `${words}, though nothing is trained: random weights, too, echo the last bits; ${chance}.`
    : `${words}; before training, on ${percent(untrained)}; ${chance}.`;
}

const numberText = (value: bigint): string => value.toLocaleString('en-US');

// ── Looking inside ──────────────────────────────────────────────────────────────────────────────────────────

const machinePlace = byId('machine', HTMLDivElement);
const proofPlace = byId('proof', HTMLDivElement);
const verdict = byId('verdict', HTMLParagraphElement);
let examiner: Thread | undefined;
let request = 0;
let soon: ReturnType<typeof setTimeout> | undefined;
/** Where an examination is not up to date, its place says so. */
function stopExamining(): void {
  clearTimeout(soon);
  examiner?.end();
  examiner = undefined;
  examination = undefined;
  for (const place of [machinePlace, proofPlace, verdict]) place.classList.add('old');
}

function examineSoon(): void {
  stopExamining();
  soon = setTimeout(() => {
    if (!trained || running) return;
    const wants = wantsOf(tied.now);
    if (wants.proof) proofPlace.setAttribute('aria-busy', 'true');
    examiner = startThread(examined);
    examiner.ask({
      kind: 'examine',
      id: ++request,
      settings: settingsOf(tied.now),
      parameters: parametersNow(),
      wants,
    });
  }, 120);
}

function examined(answer: Answer): void {
  if (answer.kind === 'failed') failure = answer.message;
  if (answer.kind !== 'examination' || answer.id !== request) return redraw();
  examination = answer;
  ({ line } = answer);
  proofPlace.removeAttribute('aria-busy');
  if (answer.machine) showMachine(machinePlace, answer.machine);
  else machinePlace.replaceChildren();
  const { proof } = answer;
  if (proof) showProof(proofPlace, proof, line);
  else proofPlace.replaceChildren();
  const { good, words } = proof ? verdictOf(proof) : { good: false, words: '' };
  verdict.textContent = words;
  verdict.className = `verdict ${good ? 'good' : 'bad'}`;
  if (proof?.counterexample) {
    const wrong = proof.counterexample;
    const show = html('button', { type: 'button', id: 'show-wrong' }, 'Show this sum');
    show.addEventListener('click', () => showWrong(wrong));
    verdict.append(' ', show);
    if (showsWrong) showWrong(wrong);
  }
  showsWrong = false;
  for (const place of [machinePlace, proofPlace]) place.classList.remove('old');
  examiner?.end();
  examiner = undefined;
  redraw();
}

/** Lets the network add the two numbers on which it fails. */
function showWrong(inputs: readonly number[]): void {
  const { a, b, columns } = wrongSumOf(inputs);
  add(a, b, columns);
}

const ask = (word: 'machine' | 'proof'): void => {
  const wanted = { ...wantsOf(tied.now), [word]: true };
  const words = [wanted.machine && 'machine', wanted.proof && 'proof'].filter(Boolean).join(',');
  if (words === tied.now.ask) examineSoon();
  else tied.set({ ask: words }, true);
};
button('extract', () => ask('machine'));
button('prove', () => ask('proof'));

// ── Breaking ────────────────────────────────────────────────────────────────────────────────────────────────

const edits = (): Map<number, number> => readEdits(tied.now.edits);
function parametersNow(): Float64Array {
  const flat = trained?.parameters.slice() ?? new Float64Array(model.parameters.flat.length);
  for (const [index, value] of edits()) if (index < flat.length) flat[index] = value;
  return flat;
}

const broken = byId('broken', HTMLParagraphElement);
const restore = button('restore', () => tied.set({ edits: '' }, true));
const weightInput = byId('weight', HTMLInputElement);
const weightSlider = slider('weight', {
  write: (value) => shown(value),
  changed: (value, done) => {
    showsWrong = false;
    if (chosen) tied.set({ edits: writeEdits(edits().set(chosen.index, value)) }, done);
  },
});
button('flip', () => {
  // The strongest connection from bit to bit that is still whole.
  const matrix = matricesOf(model.parameters, tied.now.units).find(({ name }) => name === 'cell0.W_hh');
  if (!matrix || !trained) return;
  const { units } = tied.now;
  const indices = Array.from({ length: units * units }, (_, n) => matrix.start + n).filter(
    (index) => !edits().has(index),
  );
  const sizeOf = (index: number): number => Math.abs(trained?.parameters[index] ?? 0);
  const index = indices.sort((m, n) => sizeOf(n) - sizeOf(m))[0];
  if (index === undefined) return;
  const place = index - matrix.start;
  chosen = { index, name: `unit ${Math.floor(place / units) + 1} → unit ${(place % units) + 1}` };
  const wants = { ...wantsOf(tied.now), proof: true };
  showsWrong = true;
  tied.set(
    { edits: writeEdits(edits().set(index, 0)), ask: wants.machine ? 'machine,proof' : 'proof' },
    true,
  );
});

/** What became of the proof where weights were changed. */
function brokenWords(): string {
  const count = edits().size;
  const proof = examination?.proof;
  if (count === 0) return '';
  const changed = count === 1 ? 'One weight is changed' : `${count} weights are changed`;
  if (!proof) return `${changed}.`;
  if (proof.certificate) return `${changed}, and the proof still stands.`;
  return `${changed}, and the proof has fallen${proof.counterexample ? '' : ', though no wrong sum was found'}.`;
}

function drawWeights(): void {
  const flat = parametersNow();
  const changed = edits();
  weights ??= createWeightsView(
    byId('weights', HTMLElement),
    matricesOf(model.parameters, tied.now.units),
    (place) => {
      chosen = place;
      weightInput.disabled = running; // before the focus can go there
      redraw();
      weightInput.focus();
    },
  );
  weights.show(flat, new Set(changed.keys()), chosen?.index);
  const label = byId('weight-label', HTMLElement);
  weightInput.disabled = !chosen || running;
  label.textContent = chosen?.name ?? 'no weight chosen';
  if (chosen) weightSlider.show(flat[chosen.index] ?? 0);
  restore.disabled = changed.size === 0;
  const told = brokenWords();
  if (broken.textContent !== told) broken.textContent = told;
}

// ── Drawing ─────────────────────────────────────────────────────────────────────────────────────────────────

/** One frame later, so that a training of many units does not fill a frame with both. */
const drawWeightsNext = everyFrame(drawWeights);
const trainingLine = byId('training', HTMLParagraphElement);
const redraw = everyFrame(() => {
  drawCurves(reports);
  const { units, activation, first, rate, noise, price, seed: shownSeed } = tied.now;
  controls.units.show(units);
  controls.activation.show(activation);
  controls.first.show(first);
  controls.rate.show(rate);
  controls.noise.show(noise === 'on');
  controls.price.show(price === 'on');
  if (document.activeElement !== seed) seed.value = String(shownSeed);
  settingsLine.textContent = settingsWords();
  go.textContent = canPause() ? 'Pause' : tied.now.step === 0 ? 'Train' : 'Train on';
  if (trained) model.parameters.flat.set(parametersNow());
  drawSum();
  drawWeightsNext();
  trainingLine.setAttribute('aria-live', running ? 'off' : 'polite');
  const words = failure || trainingWords();
  if (trainingLine.textContent !== words) trainingLine.textContent = words;
});

/** Speaks of the weights on the screen: of those that were changed by hand, too. */
function trainingWords(): string {
  const last = reports.at(-1);
  const count = `${counted(model.parameters.flat.length)} weights`;
  const changed = edits().size;
  const steps = !last || last.step === 0 ? 'not trained yet' : `${counted(last.step)} steps`;
  if (changed > 0) {
    const what = `${count}, ${steps}, ${changed} changed by hand`;
    return examination ? `${what}: ${scoreWords(examination)}` : `${what}: being tested.`;
  }
  if (!last || last.step === 0) return `${count}, not trained yet.`;
  return `${count}, ${steps}: ${scoreWords(last)}${isRight(last) && !running ? ` ${nextWords()}` : ''}`;
}

const scoreWords = ({ sums, longSums }: Score): string =>
  `${percent(sums)} of 8-bit sums and ${percent(longSums)} of 64-bit sums are right.`;

function nextWords(): string {
  const proof = examination?.proof;
  if (!proof) return wantsOf(tied.now).proof ? '' : 'Ask for the proof.';
  return proof.certificate ? 'It is proved.' : proof.counterexample ? 'And one sum is wrong.' : '';
}

const settingsLine = byId('settings-words', HTMLElement);
function settingsWords(): string {
  const { units, activation, rate, seed: of, noise, price } = tied.now;
  const sake = [noise === 'on' && 'noise', price === 'on' && 'penalty'].filter((each) => each !== false);
  return [
    `${units} ${activation === 'relu' ? 'ReLU' : activation} ${units === 1 ? 'unit' : 'units'}`,
    `rate ${rate}`,
    `seed ${of}`,
    ...(sake.length > 0 ? sake : ['no noise', 'no penalty']),
  ].join(' · ');
}

follow(tied.now, tied.now);
redraw();
