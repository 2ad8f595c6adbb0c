(** * The table of addition is addition *)

From Coq Require Import Reals List Bool Arith ZArith Lia.
From Carry Require Import Network Machine Numbers.
Import ListNotations.
Open Scope nat_scope.

(** The state is the carry; the inputs are 00, 01, 10, 11. *)
Definition addition : machine := {|
  inputs := four_pairs;
  first := 0;
  next := [[0; 0; 0; 1];
           [0; 1; 1; 1]];
  says := [[false; true; true; false];
           [true; false; false; true]];
|}.

(** By induction over the columns. In each, a + b + carry = digit + 2 (a' + b' + next carry), where a' and b'
    are what is left of a and b without their lowest bits. *)
Lemma columns_add n : forall carry a b,
  Z.of_nat (number (table_from addition (Nat.b2n carry) (pairs n a b)))
  = ((Z.of_nat a + Z.of_nat b + Z.b2z carry) mod 2 ^ Z.of_nat n)%Z.
Proof.
  induction n as [|n IH]; intros carry a b; [now rewrite Z.mod_1_r|].
  cbn [pairs table_from]. rewrite number_of_digits.
  set (p := pair (Nat.odd a) (Nat.odd b)).
  set (carry' := (Nat.odd a && Nat.odd b) || (carry && (Nat.odd a || Nat.odd b))).
  replace (next_state addition (Nat.b2n carry) p) with (Nat.b2n carry')
    by (unfold carry', p; destruct carry, (Nat.odd a), (Nat.odd b); reflexivity).
  rewrite IH. symmetry. apply odd_and_rest. rewrite (halves a), (halves b). unfold carry', p.
  destruct carry, (Nat.odd a), (Nat.odd b); cbn -[Z.mul Z.add]; lia.
Qed.

Theorem table_is_addition n a b : number (table addition (pairs n a b)) = (a + b) mod 2 ^ n.
Proof.
  apply Nat2Z.inj. rewrite Nat2Z.inj_mod, Nat2Z.inj_add, Nat2Z.inj_pow.
  generalize (columns_add n false a b). cbn [Nat.b2n Z.b2z]. rewrite Z.add_0_r. trivial.
Qed.

(** Hence a network that does the table adds. *)
Section Adder.
  Variables (net : network) (e margin : R).
  Hypothesis proved : (0 <= e)%R /\ (0 < margin)%R /\ does net addition e margin.

  Theorem adds_modulo n a b : number (answers net (columns n a b)) = (a + b) mod 2 ^ n.
  Proof.
    destruct proved as [He [Hm Hdoes]]. rewrite <- table_is_addition.
    rewrite <- (columns_are_pairs addition) by reflexivity.
    now rewrite (does_the_table net addition e margin He Hm Hdoes) by now apply pairs_are_known.
  Qed.

  Theorem adds n a b : a + b < 2 ^ n -> number (answers net (columns n a b)) = a + b.
  Proof. intro Hroom. rewrite adds_modulo. now apply Nat.mod_small. Qed.

  Theorem adds_on_a_device n a b outputs :
    a + b < 2 ^ n -> runs net e (zeros net) (columns n a b) outputs ->
    number (map (answer net) outputs) = a + b.
  Proof.
    intros Hroom Hruns. destruct proved as [_ [Hm Hdoes]].
    rewrite <- (Nat.mod_small _ _ Hroom), <- table_is_addition. f_equal.
    apply (right_answers net margin _ _ Hm). apply Hdoes; [now apply pairs_are_known|].
    now rewrite columns_are_pairs.
  Qed.
End Adder.
