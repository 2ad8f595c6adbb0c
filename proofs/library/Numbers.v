(** * Numbers and their bits, the lowest first *)

From Coq Require Import Reals List Bool Arith ZArith Lia.
From Carry Require Import Network Machine.
Import ListNotations.
Open Scope nat_scope.

(** The n lowest bits of a number, and the number that bits stand for. *)
Fixpoint bits (n a : nat) : list bool :=
  match n with
  | 0 => []
  | S n' => Nat.odd a :: bits n' (Nat.div2 a)
  end.

Fixpoint number (digits : list bool) : nat :=
  match digits with
  | [] => 0
  | d :: rest => Nat.b2n d + 2 * number rest
  end.

(** What a network reads of two numbers in n columns: in each, a bit of the one and a bit of the other. *)
Definition bit (b : bool) : R := if b then 1%R else 0%R.
Definition columns (n a b : nat) : list vector :=
  map (fun '(a_t, b_t) => [bit a_t; bit b_t]) (combine (bits n a) (bits n b)).

(** The same with the four pairs of bits numbered 0 to 3, as tables have them. *)
Definition pair (a b : bool) : nat := 2 * Nat.b2n a + Nat.b2n b.
Fixpoint pairs (n a b : nat) : list nat :=
  match n with
  | 0 => []
  | S n' => pair (Nat.odd a) (Nat.odd b) :: pairs n' (Nat.div2 a) (Nat.div2 b)
  end.

Definition four_pairs : list (list fraction) :=
  [[0 // 0; 0 // 0]; [0 // 0; 1 // 0]; [1 // 0; 0 // 0]; [1 // 0; 1 // 0]].

Lemma columns_are_pairs M n : inputs M = four_pairs ->
  forall a b, map (reading M) (pairs n a b) = columns n a b.
Proof.
  intro HM. unfold columns, reading. rewrite HM. induction n as [|n IH]; intros a b; [reflexivity|].
  cbn [pairs bits combine map]. rewrite IH. f_equal.
  destruct (Nat.odd a), (Nat.odd b); cbn; unfold value, bit; cbn; repeat f_equal; field.
Qed.

Lemma pairs_are_known M n : inputs M = four_pairs -> forall a b, known M (pairs n a b).
Proof.
  intro HM. unfold known. rewrite HM. induction n as [|n IH]; intros a b; constructor; [|apply IH].
  destruct (Nat.odd a), (Nat.odd b); cbn; lia.
Qed.

(** ** Half a number and its lowest bit, over the integers, where there is room below zero *)
Lemma halves a : Z.of_nat a = (Z.b2z (Nat.odd a) + 2 * Z.of_nat (Nat.div2 a))%Z.
Proof. rewrite (Nat.div2_odd a) at 1. destruct (Nat.odd a); cbn [Nat.b2n Z.b2z]; lia. Qed.

Lemma odd_and_rest (d : bool) (x y : Z) n :
  x = (Z.b2z d + 2 * y)%Z -> (x mod 2 ^ Z.of_nat (S n) = Z.b2z d + 2 * (y mod 2 ^ Z.of_nat n))%Z.
Proof.
  intros ->. rewrite Nat2Z.inj_succ, Z.pow_succ_r by lia.
  assert (Hp : (0 < 2 ^ Z.of_nat n)%Z) by (apply Z.pow_pos_nonneg; lia).
  symmetry. apply Z.mod_unique_pos with (q := (y / 2 ^ Z.of_nat n)%Z).
  - generalize (Z.mod_pos_bound y _ Hp). destruct d; cbn [Z.b2z]; lia.
  - rewrite (Z.div_mod y (2 ^ Z.of_nat n)) at 1 by lia. ring.
Qed.

Lemma number_of_digits d rest : Z.of_nat (number (d :: rest)) = (Z.b2z d + 2 * Z.of_nat (number rest))%Z.
Proof. destruct d; cbn [number Nat.b2n Z.b2z]; lia. Qed.

(** Reading and writing agree: the number that n bits of [a] stand for is [a], if it has no more. *)
Lemma number_of_bits n : forall a, Z.of_nat (number (bits n a)) = (Z.of_nat a mod 2 ^ Z.of_nat n)%Z.
Proof.
  induction n as [|n IH]; intro a; [now rewrite Z.mod_1_r|].
  cbn [bits]. rewrite number_of_digits, IH. symmetry. apply odd_and_rest, halves.
Qed.

Theorem bits_are_faithful n a : a < 2 ^ n -> number (bits n a) = a.
Proof.
  intro Ha. apply Nat2Z.inj. rewrite number_of_bits. apply Z.mod_small.
  apply inj_lt in Ha. rewrite Nat2Z.inj_pow in Ha. cbn in Ha. lia.
Qed.
