(** An RNN with four tanh units, trained to subtract with an L1 penalty and noise on its state. Seed 1.
    
    Trained and certified by: npm run theorem -- subtractor --certify

    Generated; checked by

        coqc -R library Carry <this file>

    in the folder proofs of Carry the One, where npm run theorem has compiled the library. *)

From Coq Require Import Reals List Arith ZArith.
From Carry Require Import Network Machine Numbers Checker Subtraction.
Import ListNotations.
Open Scope nat_scope.

(** ** The network

    Its weights, exactly: [m // k] is m / 2^k. The comment above each row has them as the course prints them. *)
Definition net : network := {|
  kind := TanhRnn;
  W_xh := [
    (* -4.100119608966144, 0.0020133992550022527, -4.548286216780224, -3.5550494512347828 *)
    [-4616324285778597 // 50; 1160645649225751 // 59; -5120915027766445 // 50; -8005259691932327 // 51];
    (* -4.191407916282032, -0.671092176570218, 4.188055954732448, 5.9541854239354945 *)
    [-4719105782481377 // 50; -3022330476332889 // 52; 147354119040155 // 45; 6703816814132683 // 50]];
  W_hh := [
    (* -0.020461723512781926, 0.11102252168784726, -0.14900794577107804, 0.0423589528055085 *)
    [-5897690264801459 // 58; 2000003949212487 // 54; -5368577032398961 // 55; 381535528141385 // 53];
    (* -1.904649603767751, 1.3946191267487127, -0.8978681128817458, 1.0533907965646379 *)
    [-4288889622899903 // 51; 6280806179549269 // 52; -4043638498602081 // 52; 4744050398884013 // 52];
    (* 3.552052905475731, -0.03691897753394362, 2.254878931503491, -1.8594242624014599 *)
    [7998512070750395 // 51; -2660292695436291 // 56; 317345997365147 // 47; -4187051207637437 // 51];
    (* -0.01426477646881556, -0.00989683667122768, -0.0540505857187719, -0.06949689833976806 *)
    [-4111541887326795 // 58; -2852568956460009 // 58; -3894755163235491 // 56; -5007779287462155 // 56]];
  b_h := (* 2.0392122135780224, -0.7437846496108771, -0.7886153509156795, -0.030416718789614685 *)
    [4591897682599673 // 51; -3349708270831441 // 52; -3551607800522507 // 52; -8767022298031479 // 58];
  W_hy := (* -6.004393363447644, 0.22656067595151638, 6.163006932686277, -6.0200325938325605 *)
    [-1690086482138043 // 48; 8162708606336455 // 55; 6938928931381925 // 50; -847244267073205 // 47];
  b_y := (* 0.2623715109699534 *)
    4726464956147665 // 54;
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
      [-81005 // 18; -1026349 // 20; -260051 // 18; -33933 // 20]
      [507851 // 19; -330025 // 19; -21485 // 15; 438009 // 19]
      [1; 2; 3; 4];
    (* 2: state 0, then inputs 1 *)
    Box 1
      [-525185 // 19; -1044227 // 20; 119259 // 17; 65407 // 16]
      [-509287 // 19; -464819 // 19; 1048289 // 20; 1050623 // 20]
      [5; 6; 7; 8];
    (* 3: state 0, then inputs 2 *)
    Box 0
      [-1050319 // 20; -1026253 // 20; -1050623 // 20; -524507 // 19]
      [-1013065 // 20; -658779 // 20; -1046479 // 20; -513917 // 19]
      [1; 2; 3; 4];
    (* 4: state 0, then inputs 3 *)
    Box 0
      [-513 // 9; -522101 // 19; -522771 // 19; 514157 // 19]
      [-130815 // 17; -929193 // 20; -855027 // 20; 1049055 // 20]
      [1; 2; 3; 4];
    (* 5: state 1, then inputs 0 *)
    Box 1
      [523263 // 19; -257341 // 18; 254565 // 18; -1045935 // 20]
      [513 // 9; -252207 // 18; 258853 // 18; -518891 // 19]
      [5; 6; 7; 8];
    (* 6: state 1, then inputs 1 *)
    Box 1
      [1038389 // 20; -261257 // 18; 1046521 // 20; 1040245 // 20]
      [523893 // 19; -1036545 // 20; 1050621 // 20; 523629 // 19]
      [5; 6; 7; 8];
    (* 7: state 1, then inputs 2 *)
    Box 0
      [1039743 // 20; -1029279 // 20; -516783 // 19; -1050621 // 20]
      [1048259 // 20; -1008679 // 20; -1014853 // 20; -130815 // 17]
      [1; 2; 3; 4];
    (* 8: state 1, then inputs 3 *)
    Box 1
      [-456273 // 19; -1045005 // 20; 989243 // 20; -602391 // 20]
      [-173301 // 18; -1036505 // 20; 1019595 // 20; -85017 // 18]
      [5; 6; 7; 8]
  ];
  tolerance := tolerated;
  margin := 2224778215921025 // 49; (* 3.952 *)
|}.

(** ** The proof: Coq runs the checker, which is proved to be right *)
Lemma no_complaints : complaints net subtraction found = [].
Proof. vm_compute. reflexivity. Qed.

Definition proved := check_is_sound net subtraction found no_complaints.

(** For all natural numbers b <= a and every number n of columns with room for a: the network reads the n
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
