(** * Tasks as tables

    A finite machine: in state s, input number i gives an answer and leads to a next state. *)

From Coq Require Import Reals List Bool.
From Carry Require Import Network.
Import ListNotations.

Record machine := {
  inputs : list (list fraction); (* what the network reads for each input *)
  first : nat;                   (* the state at the start *)
  next : list (list nat);        (* next[state][input] *)
  says : list (list bool);       (* says[state][input] *)
}.

Definition next_state (M : machine) (s i : nat) : nat := nth i (nth s (next M) []) 0%nat.
Definition says_bit (M : machine) (s i : nat) : bool := nth i (nth s (says M) []) false.

(** The answers of the table to a sequence of input numbers. *)
Fixpoint table_from (M : machine) (s : nat) (word : list nat) : list bool :=
  match word with
  | [] => []
  | i :: rest => says_bit M s i :: table_from M (next_state M s i) rest
  end.
Definition table (M : machine) (word : list nat) : list bool := table_from M (first M) word.

(** What the network reads for input number i. *)
Definition reading (M : machine) (i : nat) : vector := map value (nth i (inputs M) []).

(** Input numbers that the table knows. *)
Definition known (M : machine) (word : list nat) : Prop :=
  Forall (fun i => (i < length (inputs M))%nat) word.

(** The network does the task: for every sequence, of every length, each of its outputs is on the side of the
    threshold that the table asks for, and at least [margin] away from it. *)
Definition right_by (net : network) (margin : R) (o : R) (bit : bool) : Prop :=
  if bit then (margin <= o - value (threshold net))%R else (o - value (threshold net) <= - margin)%R.

(** ... on every device whose steps and outputs are off by at most [e]. *)
Definition does (net : network) (M : machine) (e margin : R) : Prop :=
  forall word outputs,
    known M word -> runs net e (zeros net) (map (reading M) word) outputs ->
    Forall2 (right_by net margin) outputs (table M word).

Lemma right_answer net margin o bit : (0 < margin)%R -> right_by net margin o bit -> answer net o = bit.
Proof.
  unfold right_by, answer. intros Hm Ho.
  destruct bit, (Rlt_dec _ o) as [Hlt|Hlt]; try reflexivity; exfalso.
  - apply Hlt. apply Rminus_gt_0_lt. now apply Rlt_le_trans with margin.
  - apply Rlt_Rminus in Hlt.
    assert (Hneg : (- margin < 0)%R) by now apply Ropp_lt_gt_0_contravar.
    apply (Rlt_asym _ _ Hneg). now apply Rlt_le_trans with (o - value (threshold net))%R.
Qed.

Lemma right_answers net margin outputs bits :
  (0 < margin)%R -> Forall2 (right_by net margin) outputs bits -> map (answer net) outputs = bits.
Proof.
  intros Hm Hall. induction Hall as [|o bit outputs bits Ho Hall IH]; [reflexivity|].
  cbn. now rewrite (right_answer net margin o bit Hm Ho), IH.
Qed.

(** In short: the network's answers are the table's. *)
Theorem does_the_table net M e margin :
  (0 <= e)%R -> (0 < margin)%R -> does net M e margin ->
  forall word, known M word -> answers net (map (reading M) word) = table M word.
Proof.
  intros He Hm Hdoes word Hknown. unfold answers. rewrite answers_are_of_outputs.
  apply (right_answers net margin _ _ Hm). apply Hdoes; [exact Hknown|].
  now apply the_network_runs.
Qed.
