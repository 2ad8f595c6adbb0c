(** * The table of comparison compares *)

From Coq Require Import Reals List Bool Arith ZArith Lia.
From Carry Require Import Network Machine Numbers.
Import ListNotations.
Open Scope nat_scope.

(** The state says whether a > b as far as bits have come in; the inputs are 00, 01, 10, 11. *)
Definition comparison : machine := {|
  inputs := four_pairs;
  first := 0;
  next := [[0; 0; 1; 0];
           [1; 0; 1; 1]];
  says := [[false; false; true; false];
           [true; false; true; true]];
|}.

Lemma last_of_more {A} (x : A) l d : last (x :: l) d = last l x.
Proof. revert x d. induction l as [|y l IH]; intros x d; [reflexivity|].
  transitivity (last l y); [exact (IH y d)|symmetry; exact (IH y x)].
Qed.

(** By induction over the columns: after them, the answer is whether a > b, or, where a = b, what it was. *)
Lemma columns_compare n : forall greater a b,
  a < 2 ^ n -> b < 2 ^ n ->
  last (table_from comparison (Nat.b2n greater) (pairs n a b)) greater
  = (b <? a) || (greater && (a =? b)).
Proof.
  induction n as [|n IH]; intros greater a b Ha Hb.
  - cbn in Ha, Hb. assert (a = 0) as -> by lia. assert (b = 0) as -> by lia. now destruct greater.
  - cbn [pairs table_from].
    set (p := pair (Nat.odd a) (Nat.odd b)).
    set (greater' := says_bit comparison (Nat.b2n greater) p).
    replace (next_state comparison (Nat.b2n greater) p) with (Nat.b2n greater')
      by (unfold greater', p; destruct greater, (Nat.odd a), (Nat.odd b); reflexivity).
    rewrite last_of_more.
    assert (Ea := Nat.div2_odd a). assert (Eb := Nat.div2_odd b). cbn [Nat.pow] in Ha, Hb.
    rewrite IH by (destruct (Nat.odd a), (Nat.odd b); cbn [Nat.b2n] in *; lia).
    unfold greater', p.
    destruct greater, (Nat.odd a), (Nat.odd b); cbn [Nat.b2n] in *; cbn -[Nat.ltb Nat.eqb Nat.div2];
      destruct (Nat.ltb_spec (Nat.div2 b) (Nat.div2 a)), (Nat.eqb_spec (Nat.div2 a) (Nat.div2 b)),
        (Nat.ltb_spec b a), (Nat.eqb_spec a b); try reflexivity; lia.
Qed.

Theorem table_is_comparison n a b :
  a < 2 ^ n -> b < 2 ^ n -> last (table comparison (pairs n a b)) false = (b <? a).
Proof.
  intros Ha Hb. generalize (columns_compare n false a b Ha Hb).
  now rewrite andb_false_l, orb_false_r.
Qed.

(** Hence a network that does the table compares. *)
Section Comparer.
  Variables (net : network) (e margin : R).
  Hypothesis proved : (0 <= e)%R /\ (0 < margin)%R /\ does net comparison e margin.

  Theorem compares n a b :
    a < 2 ^ n -> b < 2 ^ n -> last (answers net (columns n a b)) false = (b <? a).
  Proof.
    intros Ha Hb. destruct proved as [He [Hm Hdoes]]. rewrite <- (table_is_comparison n a b Ha Hb).
    rewrite <- (columns_are_pairs comparison) by reflexivity.
    now rewrite (does_the_table net comparison e margin He Hm Hdoes) by now apply pairs_are_known.
  Qed.

  Theorem compares_on_a_device n a b outputs :
    a < 2 ^ n -> b < 2 ^ n -> runs net e (zeros net) (columns n a b) outputs ->
    last (map (answer net) outputs) false = (b <? a).
  Proof.
    intros Ha Hb Hruns. destruct proved as [_ [Hm Hdoes]].
    rewrite <- (table_is_comparison n a b Ha Hb). f_equal.
    apply (right_answers net margin _ _ Hm). apply Hdoes; [now apply pairs_are_known|].
    now rewrite columns_are_pairs.
  Qed.
End Comparer.
