(** An RNN with four tanh units, trained to compare with an L1 penalty and noise on its state. Seed 1.
    
    Trained and certified by: npm run theorem -- comparer --certify

    Generated; checked by

        coqc -R library Carry <this file>

    in the folder proofs of Carry the One, where npm run theorem has compiled the library. *)

From Coq Require Import Reals List Arith ZArith.
From Carry Require Import Network Machine Numbers Checker Comparison.
Import ListNotations.
Open Scope nat_scope.

(** ** The network

    Its weights, exactly: [m // k] is m / 2^k. The comment above each row has them as the course prints them. *)
Definition net : network := {|
  kind := TanhRnn;
  W_xh := [
    (* -2.551005574169051, 2.6255432448187883, -0.08235019162819919, -2.521145116756037 *)
    [-2872176938311949 // 50; 5912197789505509 // 51; -5933956677290349 // 56; -5677114104184717 // 51];
    (* 2.670957228982416, -2.6647918666955777, -0.16670496599472118, 2.7025417090684805 *)
    [6014460990583871 // 51; -3000288914467533 // 50; -1501544845469275 // 53; 760697864619627 // 48]];
  W_hh := [
    (* 0.3401327213512431, -0.4828307434109013, -0.000294737300382189, 0.5922609318746532 *)
    [6127286388535885 // 54; -8697905424433419 // 54; -5436943549126297 // 64; 2667306112096791 // 52];
    (* -0.6310597673211873, 0.5008479011158454, 0.00014939493033266243, -0.3180429596713176 *)
    [-2842040532956211 // 52; 4511236841669233 // 53; 688962511439073 // 62; -5729352618654223 // 54];
    (* 0.5962776420715787, -0.723794684976492, 0.957138682145767, 0.661484078820561 *)
    [335674470830365 // 49; -3259681473552875 // 52; 1077642353063391 // 50; 5958118901775589 // 53];
    (* 0.49603497496592425, -0.5188634182828273, -0.00025732854745399124, 0.552325385077432 *)
    [8935771713677079 // 54; -2336753097234723 // 52; -148339808054475 // 59; 4974904796843977 // 53]];
  b_h := (* 0.5700587717170761, -0.705748527981013, -1.1061773253466853, 0.578567809555633 *)
    [5134632943768613 // 53; -1589204403816283 // 51; -155680618444907 // 47; 2605637771523313 // 52];
  W_hy := (* -3.3402970750060215, 3.8178703601323374, 0.09462798428115464, -2.9022866695839773 *)
    [-3760840165575969 // 50; 2149269941405107 // 49; 6818664875958867 // 56; -6535368581830379 // 51];
  b_y := (* -0.013643669073712396 *)
    -7865039738411201 // 59;
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
      [269195 // 19; -967447 // 20; -63513 // 16; 272457 // 19]
      [478449 // 19; -317745 // 19; -839651 // 20; 473595 // 19]
      [1; 2; 3; 4];
    (* 2: state 0, then inputs 1 *)
    Box 0
      [521661 // 19; -1050205 // 20; -1025851 // 20; 1043569 // 20]
      [1050155 // 20; -1044053 // 20; -111755 // 17; 131267 // 17]
      [1; 2; 3; 4];
    (* 3: state 0, then inputs 2 *)
    Box 1
      [-1011467 // 20; 810335 // 20; -1021361 // 20; -1008407 // 20]
      [-50323 // 16; 62905 // 16; -868397 // 20; -814345 // 20]
      [5; 6; 7; 8];
    (* 4: state 0, then inputs 3 *)
    Box 0
      [156247 // 18; -973495 // 20; -1029575 // 20; 670147 // 20]
      [244045 // 18; -330407 // 19; -114469 // 17; 977565 // 20]
      [1; 2; 3; 4];
    (* 5: state 1, then inputs 0 *)
    Box 1
      [-947297 // 20; 409769 // 19; -1016125 // 20; -956755 // 20]
      [-820915 // 20; 951885 // 20; -1000475 // 20; -209217 // 18]
      [5; 6; 7; 8];
    (* 6: state 1, then inputs 1 *)
    Box 0
      [434601 // 19; -970107 // 20; -1025791 // 20; 431505 // 19]
      [242633 // 18; -859209 // 20; -1013325 // 20; 969083 // 20]
      [1; 2; 3; 4];
    (* 7: state 1, then inputs 2 *)
    Box 1
      [-1049963 // 20; 522597 // 19; -1021291 // 20; -524995 // 19]
      [-522495 // 19; 1050081 // 20; -1007337 // 20; -32657 // 15]
      [5; 6; 7; 8];
    (* 8: state 1, then inputs 3 *)
    Box 1
      [-460507 // 19; 401577 // 19; -257381 // 18; -229573 // 18]
      [-767873 // 20; 944231 // 20; -1018299 // 20; -94725 // 17]
      [5; 6; 7; 8]
  ];
  tolerance := tolerated;
  margin := 6332061076082917 // 50; (* 5.624 *)
|}.

(** ** The proof: Coq runs the checker, which is proved to be right *)
Lemma no_complaints : complaints net comparison found = [].
Proof. vm_compute. reflexivity. Qed.

Definition proved := check_is_sound net comparison found no_complaints.

(** For all natural numbers a and b and every number n of columns with room for both: the network's last answer
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
