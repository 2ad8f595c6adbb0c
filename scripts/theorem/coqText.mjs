// A certificate as a file for Coq.

/** @typedef {import('carry').Certificate} Certificate */
/** @typedef {import('carry').MealyMachine} MealyMachine */

/**
 * The tasks of which the Coq library knows what they mean in numbers, and what a theorem then says.
 * @type {Readonly<Record<string, { readonly file: string, readonly theorems: string }>>}
 */
const TASKS = {
  addition: {
    file: 'Addition',
    theorems: `(** For all natural numbers a and b and every number n of columns with room for their sum: the network reads
    the n lowest bits of a and b, column by column, and its answers are the bits of a + b. *)
Theorem the_network_adds :
  forall n a b : nat, a + b < 2 ^ n -> number (answers net (columns n a b)) = a + b.
Proof. exact (adds net _ _ proved). Qed.

(** Without room, the answers are the n lowest bits of the sum. *)
Theorem the_network_adds_modulo :
  forall n a b : nat, number (answers net (columns n a b)) = (a + b) mod 2 ^ n.
Proof. exact (adds_modulo net _ _ proved). Qed.

(** And on every device that computes each step and each output to within the tolerance. *)
Theorem devices_add :
  forall (n a b : nat) (outputs : list R),
  a + b < 2 ^ n -> runs net (value tolerated) (zeros net) (columns n a b) outputs ->
  number (map (answer net) outputs) = a + b.
Proof. exact (adds_on_a_device net _ _ proved). Qed.

Check the_network_adds.
Print Assumptions the_network_adds.
`,
  },
  subtraction: {
    file: 'Subtraction',
    theorems: `(** For all natural numbers b <= a and every number n of columns with room for a: the network reads the n
    lowest bits of a and b, column by column, and its answers are the bits of a - b. *)
Theorem the_network_subtracts :
  forall n a b : nat, b <= a < 2 ^ n -> number (answers net (columns n a b)) = a - b.
Proof. exact (subtracts net _ _ proved). Qed.

(** And on every device that computes each step and each output to within the tolerance. *)
Theorem devices_subtract :
  forall (n a b : nat) (outputs : list R),
  b <= a < 2 ^ n -> runs net (value tolerated) (zeros net) (columns n a b) outputs ->
  number (map (answer net) outputs) = a - b.
Proof. exact (subtracts_on_a_device net _ _ proved). Qed.

Check the_network_subtracts.
Print Assumptions the_network_subtracts.
`,
  },
  comparison: {
    file: 'Comparison',
    theorems: `(** For all natural numbers a and b and every number n of columns with room for both: the network's last answer
    says whether a is greater than b. *)
Theorem the_network_compares :
  forall n a b : nat, a < 2 ^ n -> b < 2 ^ n -> last (answers net (columns n a b)) false = (b <? a).
Proof. exact (compares net _ _ proved). Qed.

(** And on every device that computes each step and each output to within the tolerance. *)
Theorem devices_compare :
  forall (n a b : nat) (outputs : list R),
  a < 2 ^ n -> b < 2 ^ n -> runs net (value tolerated) (zeros net) (columns n a b) outputs ->
  last (map (answer net) outputs) false = (b <? a).
Proof. exact (compares_on_a_device net _ _ proved). Qed.

Check the_network_compares.
Print Assumptions the_network_compares.
`,
  },
};

/**
 * Writes a certificate as a Coq file: the network, the boxes, and the theorem that the network adds, subtracts or
 * compares numbers of every length. The library that it needs, the folder `proofs/library`, is written once; the
 * file holds no proof but the appeal to the library's checker, which Coq runs.
 *
 * Nothing here needs to be trusted: what Coq accepts it has proved, about the network as the file states it.
 *
 * @param {Certificate} certificate a proof about a network for addition, subtraction or comparison
 * @param {object} options
 * @param {string} options.about one or more lines that say where the network comes from
 * @param {number} options.tolerance how far a device may be off after each step. Take half of what `certify` was given:
 *   the other half is room for Coq's arithmetic, which has 30 binary digits
 * @returns {string} the text of the file
 * @throws {RangeError} when the task is another one
 */
export function coqText(certificate, { about, tolerance }) {
  const { network, machine, boxes, margin } = certificate;
  const task = TASKS[machine.name];
  if (!task) {
    const known = Object.keys(TASKS).join(', ');
    throw new RangeError(`coqText: the task is ${machine.name}, expected one of ${known}`);
  }
  const columns = network.b_h.length;
  const kind = network.cell === 'lstm' ? 'Lstm' : network.activation === 'tanh' ? 'TanhRnn' : 'SigmoidRnn';
  const boxTexts = boxes.map((box, n) => boxText(box, n, machine));
  return `(** ${about.trim().replaceAll('\n', '\n    ')}

    Generated; checked by

        coqc -R library Carry <this file>

    in the folder proofs of Carry the One, where npm run theorem has compiled the library. *)

From Coq Require Import Reals List Arith ZArith.
From Carry Require Import Network Machine Numbers Checker ${task.file}.
Import ListNotations.
Open Scope nat_scope.

(** ** The network

    Its weights, exactly: [m // k] is m / 2^k. The comment above each row has them as the course prints them. *)
Definition net : network := {|
  kind := ${kind};
  W_xh := ${matrix(network.W_xh, columns)};
  W_hh := ${matrix(network.W_hh, columns)};
  b_h := ${row(network.b_h)};
  W_hy := ${row(network.W_hy)};
  b_y := ${row(network.b_y, '')};
  threshold := ${fraction(network.threshold)};
|}.

(** ** The certificate: ${boxes.length} boxes

    The task's state; the lower ends; the upper ends; the box that each input leads to. *)
Definition tolerated : fraction := ${fraction(tolerance)}. (* ${tolerance} *)
Definition found : certificate := {|
  boxes := [
${boxTexts.join(';\n')}
  ];
  tolerance := tolerated;
  margin := ${fraction(margin)}; (* ${margin} *)
|}.

(** ** The proof: Coq runs the checker, which is proved to be right *)
Lemma no_complaints : complaints net ${machine.name} found = [].
Proof. vm_compute. reflexivity. Qed.

Definition proved := check_is_sound net ${machine.name} found no_complaints.

${task.theorems}`;
}

/** A number of JavaScript as numerator // halvings, exactly. @param {number} value */
function fraction(value) {
  if (!Number.isFinite(value))
    throw new RangeError(`coqText: ${value} is no weight, expected a finite number`);
  let [numerator, halvings] = [value, 0];
  for (; !Number.isInteger(numerator); halvings++) numerator *= 2; // exact
  return `${BigInt(numerator)} // ${halvings}`;
}

/** @param {readonly number[]} values */
function row(values, brackets = '[]', indent = '    ') {
  const [open = '', close = ''] = brackets;
  return `(* ${values.join(', ')} *)\n${indent}${open}${values.map(fraction).join('; ')}${close}`;
}

/** @param {readonly number[]} values @param {number} columns */
function matrix(values, columns) {
  const rows = Array.from({ length: values.length / columns }, (_, i) =>
    row(values.slice(i * columns, (i + 1) * columns), '[]', '    '),
  );
  return `[\n    ${rows.join(';\n    ')}]`;
}

/** @param {Certificate['boxes'][number]} box @param {number} n @param {MealyMachine} machine */
function boxText({ before, inputs, low, high, next }, n, machine) {
  const state = inputs.reduce((now, read) => machine.next[now]?.[read] ?? NaN, before); // complete tables
  const ends = (/** @type {readonly number[]} */ values) => `[${values.map(fraction).join('; ')}]`;
  const key = `state ${before}, then ${inputs.length > 0 ? `inputs ${inputs.join(', ')}` : 'nothing read'}`;
  return `    (* ${n}: ${key} *)\n    Box ${state}\n      ${ends(low)}\n      ${ends(high)}\n      [${next.join('; ')}]`;
}
