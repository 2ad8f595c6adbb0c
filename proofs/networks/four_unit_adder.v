(** An RNN with four tanh units, trained to add with an L1 penalty and noise on its state. Seed 1.
    
    Trained and certified by: npm run theorem -- four-unit-adder --certify

    Generated; checked by

        coqc -R library Carry <this file>

    in the folder proofs of Carry the One, where npm run theorem has compiled the library. *)

From Coq Require Import Reals List Arith ZArith.
From Carry Require Import Network Machine Numbers Checker Addition.
Import ListNotations.
Open Scope nat_scope.

(** ** The network

    Its weights, exactly: [m // k] is m / 2^k. The comment above each row has them as the course prints them. *)
Definition net : network := {|
  kind := TanhRnn;
  W_xh := [
    (* -0.6193556909758863, 2.792756045888699, -3.4314115140760384, -5.47170209181638 *)
    [-5578660118177595 // 53; 3144363771900261 // 50; -3863425904036919 // 50; -6160588875446653 // 50];
    (* -1.2417928223214072, 2.8610390885990147, 5.40304474004793, 4.613813947685559 *)
    [-2796268845939023 // 51; 6442487286653473 // 51; 3041643784743247 // 49; 2597346346944185 // 49]];
  W_hh := [
    (* 0.3954172717683667, -0.8578362384591715, -0.6597694029294171, 1.2069922859610553 *)
    [3561602155583749 // 53; -7726701927739265 // 53; -5942674474366755 // 53; 679476251161659 // 49];
    (* -0.1737935431059111, 1.7560574396538533, 1.6615113492039697, -2.3904071498558275 *)
    [-1565393071942359 // 53; 7908579630866281 // 52; 233836934160839 // 47; -5382718374677237 // 51];
    (* 0.1269653285304093, -0.2868621177286067, -0.23848889062385384, 0.42489229222082486 *)
    [4574408050068191 // 55; -2583824253018529 // 53; -8592467831564729 // 55; 7654179075673211 // 54];
    (* -0.09684099179200198, 0.19154140065702793, 0.17611900520647342, -0.3613378634795934 *)
    [-3489064436389195 // 55; 6901006245000111 // 55; 6345355889765889 // 55; -406830266830387 // 50]];
  b_h := (* -0.15849142367587232, -3.604490249998997, -1.9696429319193824, 1.3450036450875416 *)
    [-356890958304039 // 51; -4058295236689017 // 50; -4435241587122531 // 51; 6057357914828211 // 52];
  W_hy := (* -1.8205972426749715, -6.807914307731478, 6.2417543041947905, -6.3866652736078855 *)
    [-4099620531851377 // 51; -3832515042433719 // 49; 3513795294813731 // 49; -1797686459147535 // 48];
  b_y := (* -1.109787417558949 *)
    -1249509550044737 // 50;
  threshold := 0 // 0;
|}.

(** ** The certificate: 9 boxes

    The task's state; the lower ends; the upper ends; the box that each input leads to. *)
Definition tolerated : fraction := 1 // 10. (* 0.0009765625 *)
Definition found : certificate := {|
  boxes := [
    (* 0: state 0, then nothing read *)
    Box 0
      [0 // 0; 0 // 0; 0 // 0; 0 // 0]
      [0 // 0; 0 // 0; 0 // 0; 0 // 0]
      [1; 2; 3; 4];
    (* 1: state 0, then inputs 0 *)
    Box 0
      [-394505 // 20; -525285 // 19; -1049057 // 20; 913221 // 20]
      [931 // 18; -1044977 // 20; -251623 // 18; 262353 // 18]
      [1; 2; 3; 4];
    (* 2: state 0, then inputs 1 *)
    Box 0
      [-121733 // 17; -517059 // 19; 495589 // 19; 523257 // 19]
      [-442267 // 19; -5155 // 13; 524221 // 19; 513 // 9]
      [1; 2; 3; 4];
    (* 3: state 0, then inputs 2 *)
    Box 0
      [-806195 // 20; -518105 // 19; -1050623 // 20; -1050079 // 20]
      [-143553 // 18; -350535 // 19; -1046485 // 20; -984341 // 20]
      [1; 2; 3; 4];
    (* 4: state 0, then inputs 3 *)
    Box 1
      [-1027789 // 20; 373195 // 20; -972713 // 20; 117957 // 18]
      [-1947 // 11; 1016389 // 20; 4135 // 20; 1043901 // 20]
      [5; 6; 7; 8];
    (* 5: state 1, then inputs 0 *)
    Box 0
      [-47969 // 16; -1018327 // 20; -4823 // 13; -1044407 // 20]
      [-479545 // 20; -141149 // 18; 312553 // 19; -351229 // 19]
      [1; 2; 3; 4];
    (* 6: state 1, then inputs 1 *)
    Box 1
      [-63979 // 16; 170911 // 18; 261591 // 18; 979431 // 20]
      [-983631 // 20; 513935 // 19; 525307 // 19; 1049575 // 20]
      [5; 6; 7; 8];
    (* 7: state 1, then inputs 2 *)
    Box 1
      [-59993 // 16; 40051 // 16; -1050053 // 20; -513 // 9]
      [-843197 // 20; 1024581 // 20; -518973 // 19; -130815 // 17]
      [5; 6; 7; 8];
    (* 8: state 1, then inputs 3 *)
    Box 1
      [-260685 // 18; 522441 // 19; 450615 // 19; -32797 // 15]
      [-513953 // 19; 525269 // 19; 1040327 // 20; -975035 // 20]
      [5; 6; 7; 8]
  ];
  tolerance := tolerated;
  margin := 7613335170069823 // 51; (* 3.381 *)
|}.

(** ** The proof: Coq runs the checker, which is proved to be right *)
Lemma no_complaints : complaints net addition found = [].
Proof. vm_compute. reflexivity. Qed.

Definition proved := check_is_sound net addition found no_complaints.

(** For all natural numbers a and b and every number n of columns with room for their sum: the network reads
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
