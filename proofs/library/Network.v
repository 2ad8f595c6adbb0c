(** * What a network is

    The equations of the course, over the real numbers of Coq, with Coq's own [exp] and [tanh].
    Nothing here is rounded, and nothing is generated: the weights come from elsewhere. *)

From Coq Require Import Reals List ZArith Bool.
Import ListNotations.
Open Scope R_scope.

(** A weight is a number of JavaScript: a binary fraction. [m // k] is m / 2^k, exactly. *)
Record fraction := Fraction { numerator : Z; halvings : nat }.
Notation "m // k" := (Fraction m%Z k%nat) (at level 40, only parsing).
Definition value (q : fraction) : R := IZR (numerator q) / 2 ^ halvings q.

Inductive cell := TanhRnn | SigmoidRnn | Lstm.

(** Matrices are lists of rows. [W_xh] has a row for each number of the input, [W_hh] one for each
    unit; their rows are as long as [b_h], which has H entries, or 4H for an LSTM. *)
Record network := {
  kind : cell;
  W_xh : list (list fraction);
  W_hh : list (list fraction);
  b_h : list fraction;
  W_hy : list fraction;
  b_y : fraction;
  threshold : fraction;
}.

Definition vector := list R.

Definition sigmoid (a : R) : R := 1 / (1 + exp (- a)).

(** Two lists side by side, number by number. *)
Fixpoint both {A : Type} (op : A -> A -> A) (u v : list A) : list A :=
  match u, v with
  | x :: u', y :: v' => op x y :: both op u' v'
  | _, _ => []
  end.

(** b + x W = b + x_0 W_0 + x_1 W_1 + ..., where W_i is row i of W. *)
Fixpoint affine (b x : vector) (W : list (list fraction)) : vector :=
  match x, W with
  | x_i :: x', W_i :: W' => affine (both Rplus b (map (fun w => x_i * value w) W_i)) x' W'
  | _, _ => b
  end.

(** b + h w, for a single output. *)
Fixpoint dot (b : R) (h : vector) (w : list fraction) : R :=
  match h, w with
  | h_i :: h', w_i :: w' => dot (b + h_i * value w_i) h' w'
  | _, _ => b
  end.

(** What a network remembers; a simple cell has no [c]. *)
Record state := State { h : vector; c : vector }.

Definition units (net : network) : nat := length (W_hh net).

(** Part n of the 4H numbers of an LSTM. *)
Definition part {A : Type} (H n : nat) (a : list A) : list A := firstn H (skipn (n * H) a).

Definition zeros (net : network) : state :=
  State (repeat 0 (units net)) (match kind net with Lstm => repeat 0 (units net) | _ => [] end).

(** One step:  a = b_h + x W_xh + h W_hh,  and then  h' = g(a),  or the four gates of an LSTM:
    i, f, o = sigmoid,  g = tanh,  c' = f c + i g,  h' = o tanh(c'). *)
Definition step (net : network) (s : state) (x : vector) : state :=
  let a := affine (affine (map value (b_h net)) (h s) (W_hh net)) x (W_xh net) in
  match kind net with
  | TanhRnn => State (map tanh a) []
  | SigmoidRnn => State (map sigmoid a) []
  | Lstm =>
      let H := units net in
      let i := map sigmoid (part H 0 a) in
      let f := map sigmoid (part H 1 a) in
      let g := map tanh (part H 2 a) in
      let o := map sigmoid (part H 3 a) in
      let c' := both Rplus (both Rmult f (c s)) (both Rmult i g) in
      State (both Rmult o (map tanh c')) c'
  end.

(** The output, o = h W_hy + b_y, and the answer: whether it exceeds the threshold. *)
Definition output (net : network) (s : state) : R := dot (value (b_y net)) (h s) (W_hy net).
Definition answer (net : network) (o : R) : bool :=
  if Rlt_dec (value (threshold net)) o then true else false.

(** The answers to a sequence of inputs, one for each. *)
Fixpoint answers_from (net : network) (s : state) (word : list vector) : list bool :=
  match word with
  | [] => []
  | x :: rest => let s' := step net s x in answer net (output net s') :: answers_from net s' rest
  end.

Definition answers (net : network) (word : list vector) : list bool :=
  answers_from net (zeros net) word.

(** ** A network that runs on a device

    A device rounds. [runs net e s word outputs] says that, from the state [s], a device reads [word] and
    computes [outputs], where no number of a state and no output is farther than [e] from what the equations
    give for the device's own last state. How errors add up over time is not assumed: it is proved away. *)
Definition near (e : R) (u v : vector) : Prop := Forall2 (fun x y => Rabs (x - y) <= e) u v.

Inductive runs (net : network) (e : R) : state -> list vector -> list R -> Prop :=
| rests s : runs net e s [] []
| reads s s' x word o outputs :
    near e (h s') (h (step net s x)) ->
    near e (c s') (c (step net s x)) ->
    Rabs (o - output net s') <= e ->
    runs net e s' word outputs ->
    runs net e s (x :: word) (o :: outputs).

(** Without any error it is the network itself. *)
Fixpoint outputs_from (net : network) (s : state) (word : list vector) : list R :=
  match word with
  | [] => []
  | x :: rest => let s' := step net s x in output net s' :: outputs_from net s' rest
  end.

Lemma answers_are_of_outputs net word :
  forall s, answers_from net s word = map (answer net) (outputs_from net s word).
Proof. induction word as [|x rest IH]; intro s; [reflexivity|]. cbn. now rewrite IH. Qed.

Lemma near_itself e u : 0 <= e -> near e u u.
Proof.
  intro He. induction u as [|x u IH]; constructor; [|exact IH].
  unfold Rminus. now rewrite Rplus_opp_r, Rabs_R0.
Qed.

Lemma the_network_runs net e word : 0 <= e -> forall s, runs net e s word (outputs_from net s word).
Proof.
  intro He. induction word as [|x rest IH]; intro s; [constructor|].
  cbn. apply reads with (s' := step net s x); try (now apply near_itself); [|apply IH].
  unfold Rminus. now rewrite Rplus_opp_r, Rabs_R0.
Qed.
