(** * The table of subtraction is subtraction *)

From Coq Require Import Reals List Bool Arith ZArith Lia.
From Carry Require Import Network Machine Numbers.
Import ListNotations.
Open Scope nat_scope.

(** The state is the borrow; the inputs are 00, 01, 10, 11. *)
Definition subtraction : machine := {|
  inputs := four_pairs;
  first := 0;
  next := [[0; 1; 0; 0];
           [1; 1; 0; 1]];
  says := [[false; true; true; false];
           [true; false; false; true]];
|}.

(** By induction over the columns: a - b - borrow = digit + 2 (a' - b' - next borrow). *)
Lemma columns_subtract n : forall borrow a b,
  Z.of_nat (number (table_from subtraction (Nat.b2n borrow) (pairs n a b)))
  = ((Z.of_nat a - Z.of_nat b - Z.b2z borrow) mod 2 ^ Z.of_nat n)%Z.
Proof.
  induction n as [|n IH]; intros borrow a b; [now rewrite Z.mod_1_r|].
  cbn [pairs table_from]. rewrite number_of_digits.
  set (p := pair (Nat.odd a) (Nat.odd b)).
  set (borrow' := (negb (Nat.odd a) && Nat.odd b) || (borrow && (negb (Nat.odd a) || Nat.odd b))).
  replace (next_state subtraction (Nat.b2n borrow) p) with (Nat.b2n borrow')
    by (unfold borrow', p; destruct borrow, (Nat.odd a), (Nat.odd b); reflexivity).
  rewrite IH. symmetry. apply odd_and_rest. rewrite (halves a), (halves b). unfold borrow', p.
  destruct borrow, (Nat.odd a), (Nat.odd b); cbn -[Z.mul Z.add Z.sub]; lia.
Qed.

Theorem table_is_subtraction n a b :
  b <= a < 2 ^ n -> number (table subtraction (pairs n a b)) = a - b.
Proof.
  intros [Hba Ha]. apply Nat2Z.inj. rewrite Nat2Z.inj_sub by exact Hba.
  generalize (columns_subtract n false a b). cbn [Nat.b2n Z.b2z]. rewrite Z.sub_0_r.
  unfold table. cbn [first subtraction]. intros ->. apply Z.mod_small.
  apply inj_lt in Ha. rewrite Nat2Z.inj_pow in Ha. cbn in Ha. lia.
Qed.

(** Hence a network that does the table subtracts. *)
Section Subtractor.
  Variables (net : network) (e margin : R).
  Hypothesis proved : (0 <= e)%R /\ (0 < margin)%R /\ does net subtraction e margin.

  Theorem subtracts n a b : b <= a < 2 ^ n -> number (answers net (columns n a b)) = a - b.
  Proof.
    intro Hroom. destruct proved as [He [Hm Hdoes]]. rewrite <- (table_is_subtraction n a b Hroom).
    rewrite <- (columns_are_pairs subtraction) by reflexivity.
    now rewrite (does_the_table net subtraction e margin He Hm Hdoes) by now apply pairs_are_known.
  Qed.

  Theorem subtracts_on_a_device n a b outputs :
    b <= a < 2 ^ n -> runs net e (zeros net) (columns n a b) outputs ->
    number (map (answer net) outputs) = a - b.
  Proof.
    intros Hroom Hruns. destruct proved as [_ [Hm Hdoes]].
    rewrite <- (table_is_subtraction n a b Hroom). f_equal.
    apply (right_answers net margin _ _ Hm). apply Hdoes; [now apply pairs_are_known|].
    now rewrite columns_are_pairs.
  Qed.
End Subtractor.
