(** * A checker of certificates, proved right once and for all

    A certificate is a list of boxes. The checker computes one step from every box with every input, in interval
    arithmetic, and says whether it ends in the box that is named, with an answer that is right. At the end of
    this file stands the theorem that it can be believed: [check_is_sound]. *)

From Coq Require Import Reals List ZArith Bool Lra Lia.
From Interval.Float Require Import Basic Specific_stdz Specific_ops.
From Interval.Real Require Import Xreal.
From Interval.Interval Require Import Interval Float Float_full.
From Carry Require Import Network Machine.
Import ListNotations.
Open Scope R_scope.

(** ** Intervals

    Of coq-interval, with ends that are integers times powers of two: no axiom but those of the real numbers. *)
Module F := SpecificFloat StdZRadix2.
Module I := FloatIntervalFull F.

Definition prec : F.precision := F.PtoP 30. (* binary digits of all ends: boxes have room for what is lost *)

Definition holds (X : I.type) (x : R) : Prop := contains (I.convert X) (Xreal x).

Definition i_int (n : Z) : I.type := I.fromZ prec n.
Definition i_add := I.add prec.
Definition i_mul := I.mul prec.
Definition i_value (q : fraction) : I.type :=
  I.div prec (i_int (numerator q)) (i_int (2 ^ Z.of_nat (halvings q))).
Definition i_tanh (X : I.type) : I.type := (* 1 - 2 / (exp(2x) + 1) *)
  I.sub prec (i_int 1) (I.div prec (i_int 2) (i_add (I.exp prec (i_mul (i_int 2) X)) (i_int 1))).
Definition i_sigmoid (X : I.type) : I.type := (* 1 / (1 + exp(-x)) *)
  I.div prec (i_int 1) (i_add (i_int 1) (I.exp prec (I.neg X))).

Lemma holds_int n : holds (i_int n) (IZR n).
Proof. apply I.fromZ_correct. Qed.
Lemma holds_add X Y x y : holds X x -> holds Y y -> holds (i_add X Y) (x + y).
Proof. exact (I.add_correct prec X Y (Xreal x) (Xreal y)). Qed.
Lemma holds_sub X Y x y : holds X x -> holds Y y -> holds (I.sub prec X Y) (x - y).
Proof. exact (I.sub_correct prec X Y (Xreal x) (Xreal y)). Qed.
Lemma holds_mul X Y x y : holds X x -> holds Y y -> holds (i_mul X Y) (x * y).
Proof. exact (I.mul_correct prec X Y (Xreal x) (Xreal y)). Qed.
Lemma holds_neg X x : holds X x -> holds (I.neg X) (- x).
Proof. exact (I.neg_correct X (Xreal x)). Qed.
Lemma holds_exp X x : holds X x -> holds (I.exp prec X) (exp x).
Proof. exact (I.exp_correct prec X (Xreal x)). Qed.
Lemma holds_div X Y x y : y <> 0 -> holds X x -> holds Y y -> holds (I.div prec X Y) (x / y).
Proof.
  intros Hy Hx HY. generalize (I.div_correct prec X Y (Xreal x) (Xreal y) Hx HY).
  unfold holds, Xdiv, Xdiv'. now rewrite is_zero_false.
Qed.

Lemma power_of_two k : IZR (2 ^ Z.of_nat k) = 2 ^ k.
Proof. symmetry. apply pow_IZR. Qed.

Lemma holds_value q : holds (i_value q) (value q).
Proof.
  unfold i_value, value. rewrite <- power_of_two. apply holds_div; [|apply holds_int|apply holds_int].
  rewrite power_of_two. apply pow_nonzero. lra.
Qed.

Lemma tanh_by_exp x : tanh x = 1 - 2 / (exp (2 * x) + 1).
Proof.
  unfold tanh, sinh, cosh. replace (2 * x) with (x + x) by ring. rewrite exp_plus, exp_Ropp.
  generalize (exp_pos x). generalize (exp x). intros e He. field. nra.
Qed.

Lemma holds_tanh X x : holds X x -> holds (i_tanh X) (tanh x).
Proof.
  intro Hx. rewrite tanh_by_exp. apply holds_sub; [apply holds_int|].
  apply holds_div; [generalize (exp_pos (2 * x)); lra|apply holds_int|].
  apply holds_add; [|apply holds_int]. apply holds_exp, holds_mul; [apply holds_int|exact Hx].
Qed.

Lemma holds_sigmoid X x : holds X x -> holds (i_sigmoid X) (sigmoid x).
Proof.
  intro Hx. unfold sigmoid. apply holds_div; [generalize (exp_pos (- x)); lra|apply holds_int|].
  apply holds_add; [apply holds_int|]. now apply holds_exp, holds_neg.
Qed.

(** All numbers within [e] of an interval, and whether one interval lies in another. *)
Definition i_around (e X : I.type) : I.type := i_add X (I.join e (I.neg e)).

Lemma holds_around E X e x y : holds E e -> holds X x -> Rabs (y - x) <= e -> holds (i_around E X) y.
Proof.
  intros He Hx Hy. replace y with (x + (y - x)) by ring. apply holds_add; [exact Hx|].
  assert (Hp : holds (I.join E (I.neg E)) e) by (apply I.join_correct; now left).
  assert (Hn : holds (I.join E (I.neg E)) (- e)) by (apply I.join_correct; right; now apply holds_neg).
  assert (Hb : - e <= y - x <= e) by (revert Hy; unfold Rabs; destruct (Rcase_abs (y - x)); lra).
  revert Hp Hn. unfold holds. generalize (I.convert (I.join E (I.neg E))).
  intros [|l u]; [easy|]. cbn. destruct l, u; cbn; intros; lra.
Qed.

(** ** Boxes: an interval for each number of a state *)
Definition i_vector := list I.type.
Definition hold (X : i_vector) (x : vector) : Prop := Forall2 holds X x.

Lemma hold_map Op op X x :
  (forall Y y, holds Y y -> holds (Op Y) (op y)) -> hold X x -> hold (map Op X) (map op x).
Proof. intros Hop H. induction H; cbn; constructor; auto. Qed.

Lemma hold_both Op op :
  (forall X Y x y, holds X x -> holds Y y -> holds (Op X Y) (op x y)) ->
  forall X x Y y, hold X x -> hold Y y -> hold (both Op X Y) (both op x y).
Proof.
  intros Hop X x Y y HX. revert Y y.
  induction HX as [|X_i x_i X x Hi HX IH]; intros Y y HY; cbn; [constructor|].
  destruct HY; constructor; [now apply Hop|now apply IH].
Qed.

Lemma hold_values qs : hold (map i_value qs) (map value qs).
Proof. induction qs; constructor; [apply holds_value|assumption]. Qed.

Lemma hold_zeros n : hold (repeat (i_int 0) n) (repeat 0 n).
Proof. induction n; constructor; [apply holds_int|assumption]. Qed.

Lemma hold_firstn X x n : hold X x -> hold (firstn n X) (firstn n x).
Proof.
  intro H. revert n. induction H as [|X_i x_i X x Hi HX IH]; intros [|n]; cbn; try constructor; [exact Hi|apply IH].
Qed.

Lemma hold_skipn X x n : hold X x -> hold (skipn n X) (skipn n x).
Proof.
  intro H. revert n. induction H as [|X_i x_i X x Hi HX IH]; intros [|n]; cbn; try constructor; try assumption.
  apply IH.
Qed.

Lemma hold_part X x H n : hold X x -> hold (part H n X) (part H n x).
Proof. intro HX. now apply hold_firstn, hold_skipn. Qed.

(** ** A step with intervals, weights made into intervals once *)
Record i_network := {
  i_kind : cell;
  i_units : nat;
  i_W_xh : list i_vector;
  i_W_hh : list i_vector;
  i_b_h : i_vector;
  i_W_hy : i_vector;
  i_b_y : I.type;
  i_threshold : I.type;
}.

Definition i_of (net : network) : i_network := {|
  i_kind := kind net;
  i_units := units net;
  i_W_xh := map (map i_value) (W_xh net);
  i_W_hh := map (map i_value) (W_hh net);
  i_b_h := map i_value (b_h net);
  i_W_hy := map i_value (W_hy net);
  i_b_y := i_value (b_y net);
  i_threshold := i_value (threshold net);
|}.

Fixpoint i_affine (B X : i_vector) (W : list i_vector) : i_vector :=
  match X, W with
  | X_i :: X', W_i :: W' => i_affine (both i_add B (map (i_mul X_i) W_i)) X' W'
  | _, _ => B
  end.

Fixpoint i_dot (B : I.type) (X W : i_vector) : I.type :=
  match X, W with
  | X_i :: X', W_i :: W' => i_dot (i_add B (i_mul X_i W_i)) X' W'
  | _, _ => B
  end.

Record i_state := IState { i_h : i_vector; i_c : i_vector }.
Definition in_state (S : i_state) (s : state) : Prop := hold (i_h S) (h s) /\ hold (i_c S) (c s).

(** What the cell makes of its sums a. *)
Definition i_cell (N : i_network) (S : i_state) (a : i_vector) : i_state :=
  match i_kind N with
  | TanhRnn => IState (map i_tanh a) []
  | SigmoidRnn => IState (map i_sigmoid a) []
  | Lstm =>
      let H := i_units N in
      let i := map i_sigmoid (part H 0 a) in
      let f := map i_sigmoid (part H 1 a) in
      let g := map i_tanh (part H 2 a) in
      let o := map i_sigmoid (part H 3 a) in
      let c' := both i_add (both i_mul f (i_c S)) (both i_mul i g) in
      IState (both i_mul o (map i_tanh c')) c'
  end.

(** The part of the sums that no input changes: b_h + h W_hh. *)
Definition i_recurrent (N : i_network) (S : i_state) : i_vector := i_affine (i_b_h N) (i_h S) (i_W_hh N).

Definition i_output (N : i_network) (S : i_state) : I.type :=
  I.sub prec (i_dot (i_b_y N) (i_h S) (i_W_hy N)) (i_threshold N).

Lemma hold_affine W : forall B b X x,
  hold B b -> hold X x -> hold (i_affine B X (map (map i_value) W)) (affine b x W).
Proof.
  induction W as [|w W IH]; intros B b X x HB HX; destruct HX as [|X_i x_i X x Hi HX]; cbn; try exact HB.
  apply IH; [|exact HX]. apply hold_both; [intros; now apply holds_add|exact HB|].
  rewrite map_map. induction w; cbn; constructor; [|assumption].
  apply holds_mul; [exact Hi|apply holds_value].
Qed.

Lemma holds_dot w : forall B b X x,
  holds B b -> hold X x -> holds (i_dot B X (map i_value w)) (dot b x w).
Proof.
  induction w as [|q w IH]; intros B b X x HB HX; destruct HX as [|X_i x_i X x Hi HX]; cbn; try exact HB.
  apply IH; [|exact HX]. apply holds_add; [exact HB|]. apply holds_mul; [exact Hi|apply holds_value].
Qed.

Lemma step_in net S s X x :
  in_state S s -> hold X x ->
  in_state (i_cell (i_of net) S (i_affine (i_recurrent (i_of net) S) X (i_W_xh (i_of net)))) (step net s x).
Proof.
  intros [Hh Hc] HX. unfold step, i_cell, i_recurrent. cbn [i_kind i_units i_W_xh i_W_hh i_b_h i_of].
  set (a := affine _ x _).
  set (A := i_affine _ X _).
  assert (HA : hold A a).
  { apply hold_affine; [|exact HX]. apply hold_affine; [apply hold_values|exact Hh]. }
  destruct (kind net); split; cbn [i_h i_c h c]; try constructor.
  - now apply hold_map; [intros; apply holds_tanh|].
  - now apply hold_map; [intros; apply holds_sigmoid|].
  - apply hold_both; [intros; now apply holds_mul|now apply hold_map; [intros; apply holds_sigmoid|apply hold_part]|].
    apply hold_map; [intros; now apply holds_tanh|].
    apply hold_both; [intros; now apply holds_add| |]; (apply hold_both; [intros; now apply holds_mul| |]);
      try exact Hc; apply hold_map; try (now apply hold_part); intros; (now apply holds_sigmoid) || now apply holds_tanh.
  - apply hold_both; [intros; now apply holds_add| |]; (apply hold_both; [intros; now apply holds_mul| |]);
      try exact Hc; apply hold_map; try (now apply hold_part); intros; (now apply holds_sigmoid) || now apply holds_tanh.
Qed.

Lemma output_in net S s : in_state S s ->
  holds (i_output (i_of net) S) (output net s - value (threshold net)).
Proof.
  intros [Hh _]. apply holds_sub; [|apply holds_value]. apply holds_dot; [apply holds_value|exact Hh].
Qed.

(** ** Certificates *)

(** The table's state, the lower and upper ends (of h, and then of c for an LSTM), and the number of the box in
    which the step ends, for each input. *)
Record box := Box { stands_for : nat; low : list fraction; high : list fraction; leads_to : list nat }.

Record certificate := {
  boxes : list box;
  tolerance : fraction; (* what each number may be off after each step: rounding *)
  margin : fraction;    (* how far every output stays from the threshold *)
}.

(** A box, ready for computing. *)
Record i_box := IBox { i_stands_for : nat; i_sides : i_state; i_leads_to : list nat }.

Definition i_box_of (net : network) (b : box) : i_box :=
  let sides := both I.join (map i_value (low b)) (map i_value (high b)) in
  let h_sides := firstn (units net) sides in
  IBox (stands_for b) (IState h_sides (skipn (units net) sides)) (leads_to b).

Fixpoint all_in (X Y : i_vector) : bool :=
  match X, Y with
  | [], [] => true
  | X_i :: X', Y_i :: Y' => I.subset X_i Y_i && all_in X' Y'
  | _, _ => false
  end.
Definition state_in (S T : i_state) : bool := all_in (i_h S) (i_h T) && all_in (i_c S) (i_c T).

Definition around (E : I.type) (S : i_state) : i_state :=
  IState (map (i_around E) (i_h S)) (map (i_around E) (i_c S)).

(** Whether an output that lies in O is on the side of [bit] by [M]. *)
Definition is_right (M O : I.type) (bit : bool) : bool :=
  match I.sign_large (if bit then I.sub prec O M else i_add O M) with
  | Xgt => bit
  | Xlt => negb bit
  | Xeq => true
  | Xund => false
  end.

(** What a certificate may be refused for. *)
Inductive complaint :=
| WrongShape            (* matrices do not fit, or the tolerance or the margin makes no sense *)
| WrongStart            (* the first box does not hold the start *)
| WrongStep (box input : nat). (* a step leaves its box, or an answer may be wrong *)

Section Check.
  Variables (net : network) (M : machine) (cert : certificate).

  Definition N := i_of net.
  Definition E := i_value (tolerance cert).
  Definition margin_ := i_value (margin cert).
  Definition Bs := map (i_box_of net) (boxes cert).
  Definition none := IBox 0 (IState [] []) [].
  Definition readings := map (map i_value) (inputs M).

  (** Input number [i], read in a box whose recurrent sums are [a]. *)
  Definition check_step (N : i_network) (E margin : I.type) (Bs : list i_box) (B : i_box) (a : i_vector)
      (i : nat) (X : i_vector) : bool :=
    let S := around E (i_cell N (i_sides B) (i_affine a X (i_W_xh N))) in
    let n := nth i (i_leads_to B) (length Bs) in
    let T := nth n Bs none in
    (n <? length Bs)%nat
    && (i_stands_for T =? next_state M (i_stands_for B) i)%nat
    && state_in S (i_sides T)
    && is_right margin (i_around E (i_output N S)) (says_bit M (i_stands_for B) i).

  (** What is wrong with box number [b]: the inputs whose steps fail. *)
  Definition check_box (N : i_network) (E margin : I.type) (Bs : list i_box) (Xs : list i_vector)
      (b : nat) (B : i_box) : list complaint :=
    let a := i_recurrent N (i_sides B) in
    concat (map (fun '(i, X) => if check_step N E margin Bs B a i X then [] else [WrongStep b i])
                (combine (seq 0 (length Xs)) Xs)).

  Definition i_zeros : i_state :=
    let O := repeat (i_int 0) (units net) in
    IState O (match kind net with Lstm => O | _ => [] end).

  Definition check_start (Bs : list i_box) : bool :=
    match Bs with
    | B :: _ => (i_stands_for B =? first M)%nat && state_in i_zeros (i_sides B)
    | [] => false
    end.

  (** Whether weights are as many as the equations need. Nothing below asks for it: it is for the reader, who
      then knows that no sum was cut short. *)
  Definition well_shaped : bool :=
    let H := units net in
    let columns := match kind net with Lstm => 4 * H | _ => H end%nat in
    let rows n W := (length W =? n)%nat && forallb (fun row => length row =? columns)%nat W in
    rows H (W_hh net) && (length (b_h net) =? columns)%nat && (length (W_hy net) =? H)%nat
    && forallb (fun x => rows (length x) (W_xh net)) (inputs M).

  Definition makes_sense : bool :=
    well_shaped && (0 <=? numerator (tolerance cert))%Z && (0 <? numerator (margin cert))%Z.

  Definition check_boxes (N : i_network) (E margin : I.type) (Bs : list i_box) (Xs : list i_vector) :=
    concat (map (fun '(b, B) => check_box N E margin Bs Xs b B) (combine (seq 0 (length Bs)) Bs)).

  Definition complaints : list complaint :=
    (if makes_sense then [] else [WrongShape])
    ++ (if check_start Bs then [] else [WrongStart])
    ++ check_boxes N E margin_ Bs readings.

  (** *** The checker can be believed *)

  Lemma all_in_holds X Y x : all_in X Y = true -> hold X x -> hold Y x.
  Proof.
    intros Hin HX. revert Y Hin.
    induction HX as [|X_i x_i X x Hi HX IH]; intros [|Y_i Y] Hin; cbn in Hin; try easy; [constructor|].
    apply andb_prop in Hin as [H1 H2]. constructor; [|now apply IH].
    exact (I.subset_correct X_i Y_i (Xreal x_i) Hi H1).
  Qed.

  Lemma state_in_holds S T s : state_in S T = true -> in_state S s -> in_state T s.
  Proof.
    unfold state_in. intros Hin [Hh Hc]. apply andb_prop in Hin as [H1 H2].
    split; eapply all_in_holds; eassumption.
  Qed.

  Lemma around_holds e X x y :
    holds E e -> near e y x -> hold X x -> hold (map (i_around E) X) y.
  Proof.
    intros He Hnear. revert X. induction Hnear as [|y_i x_i y x Hi Hnear IH]; intros X HX;
      inversion HX; subst; cbn; constructor; [|now apply IH].
    eapply holds_around; eassumption.
  Qed.

  Lemma is_right_holds O o bit :
    is_right margin_ O bit = true -> holds O (o - value (threshold net)) ->
    right_by net (value (margin cert)) o bit.
  Proof.
    unfold is_right, right_by. intros Hr HO. set (m := value (margin cert)).
    assert (Hm : holds margin_ m) by apply holds_value.
    destruct bit.
    - assert (H : holds (I.sub prec O margin_) (o - value (threshold net) - m)) by now apply holds_sub.
      generalize (I.sign_large_correct (I.sub prec O margin_)).
      destruct I.sign_large; try discriminate Hr; intro Hs; specialize (Hs _ H).
      + injection Hs as Hs. lra.
      + destruct Hs as [_ Hs]. cbn in Hs. lra.
    - assert (H : holds (i_add O margin_) (o - value (threshold net) + m)) by now apply holds_add.
      generalize (I.sign_large_correct (i_add O margin_)).
      destruct I.sign_large; try discriminate Hr; intro Hs; specialize (Hs _ H).
      + injection Hs as Hs. lra.
      + destruct Hs as [_ Hs]. cbn in Hs. lra.
  Qed.

  Lemma zeros_in : in_state i_zeros (zeros net).
  Proof.
    unfold i_zeros, zeros. split; cbn [i_h i_c h c]; [apply hold_zeros|].
    destruct (kind net); [constructor|constructor|apply hold_zeros].
  Qed.

  Lemma readings_hold i : hold (nth i readings []) (reading M i).
  Proof.
    unfold readings, reading. change (@nil I.type) with (map i_value []).
    rewrite map_nth. apply hold_values.
  Qed.

  Lemma no_complaint_in {A} (f : nat * A -> list complaint) (d : A) (l : list A) i :
    concat (map f (combine (seq 0 (length l)) l)) = [] -> (i < length l)%nat -> f (i, nth i l d) = [].
  Proof.
    intros Hnone Hi. rewrite concat_nil_Forall, Forall_forall in Hnone. apply Hnone, in_map.
    replace (i, nth i l d) with (nth i (combine (seq 0 (length l)) l) (0%nat, d)).
    - apply nth_In. now rewrite combine_length, seq_length, Nat.min_id.
    - rewrite combine_nth by apply seq_length. now rewrite seq_nth.
  Qed.

  Lemma every_step_was_checked B i :
    check_boxes N E margin_ Bs readings = [] -> In B Bs -> (i < length (inputs M))%nat ->
    check_step N E margin_ Bs B (i_recurrent N (i_sides B)) i (nth i readings []) = true.
  Proof.
    intros Hall HB Hi. apply In_nth with (d := none) in HB as [b [Hb Hnth]].
    pose proof (no_complaint_in _ none Bs b Hall Hb) as Hbox. cbn in Hbox. rewrite Hnth in Hbox.
    assert (Hlen : length readings = length (inputs M)) by apply map_length.
    unfold check_box in Hbox.
    assert (Hi' : (i < length readings)%nat) by now rewrite Hlen.
    pose proof (no_complaint_in _ [] readings i Hbox Hi') as Hstep. cbn in Hstep.
    destruct check_step; [reflexivity|discriminate].
  Qed.

  (** From every box, by induction over the sequence: this is the proof for every length. *)
  Lemma right_from_every_box word :
    check_boxes N E margin_ Bs readings = [] ->
    forall B s outputs, In B Bs -> in_state (i_sides B) s -> known M word ->
    runs net (value (tolerance cert)) s (map (reading M) word) outputs ->
    Forall2 (right_by net (value (margin cert))) outputs (table_from M (i_stands_for B) word).
  Proof.
    intro Hall. induction word as [|i rest IH]; intros B s outputs HB Hs Hknown Hruns;
      inversion Hruns as [|s0 s' x w o os Hh Hc Ho Hrest]; subst; cbn; [constructor|].
    inversion Hknown as [|i0 r Hi Hknown']; subst.
    pose proof (every_step_was_checked B i Hall HB Hi) as Hcheck.
    unfold check_step in Hcheck. apply andb_prop in Hcheck as [Hcheck Hright].
    apply andb_prop in Hcheck as [Hcheck Hin]. apply andb_prop in Hcheck as [Hn Hstate].
    apply Nat.ltb_lt in Hn. apply Nat.eqb_eq in Hstate.
    set (n := nth i (i_leads_to B) (length Bs)) in *.
    set (T := nth n Bs none) in *.
    set (S := i_cell N (i_sides B) (i_affine (i_recurrent N (i_sides B)) (nth i readings []) (i_W_xh N))) in *.
    assert (HE : holds E (value (tolerance cert))) by apply holds_value.
    assert (Hstep : in_state S (step net s (reading M i))) by (apply step_in; [exact Hs|apply readings_hold]).
    assert (Hs' : in_state (around E S) s').
    { destruct Hstep as [H1 H2]. split; cbn [around i_h i_c]; eapply around_holds; eassumption. }
    constructor.
    - apply is_right_holds with (2 := holds_around _ _ _ _ _ HE (output_in net _ _ Hs')
        ltac:(replace (o - value (threshold net) - (output net s' - value (threshold net)))
          with (o - output net s') by ring; exact Ho)). exact Hright.
    - rewrite <- Hstate. apply IH with (s := s'); [now apply nth_In|now apply (state_in_holds (around E S))| |]; assumption.
  Qed.

  Lemma value_not_negative q : (0 <= numerator q)%Z -> 0 <= value q.
  Proof.
    intro Hq. apply IZR_le in Hq. unfold value. apply Rmult_le_pos; [exact Hq|].
    apply Rlt_le, Rinv_0_lt_compat, pow_lt. lra.
  Qed.

  Lemma value_positive q : (0 < numerator q)%Z -> 0 < value q.
  Proof.
    intro Hq. apply IZR_lt in Hq. unfold value. apply Rmult_lt_0_compat; [exact Hq|].
    apply Rinv_0_lt_compat, pow_lt. lra.
  Qed.

  Theorem check_is_sound :
    complaints = [] ->
    0 <= value (tolerance cert) /\ 0 < value (margin cert) /\
    does net M (value (tolerance cert)) (value (margin cert)).
  Proof.
    unfold complaints. intro Hnone. apply app_eq_nil in Hnone as [Hsense Hnone].
    apply app_eq_nil in Hnone as [Hstart Hall].
    unfold makes_sense in Hsense.
    destruct well_shaped; [|discriminate]. cbn [andb] in Hsense.
    destruct (Z.leb_spec 0 (numerator (tolerance cert))) as [Ht|Ht]; [|discriminate].
    destruct (Z.ltb_spec 0 (numerator (margin cert))) as [Hm|Hm]; [|discriminate].
    split; [now apply value_not_negative|]. split; [now apply value_positive|].
    intros word outputs Hknown Hruns. unfold check_start in Hstart.
    destruct Bs as [|B rest] eqn:HBs; [discriminate|].
    destruct (i_stands_for B =? first M)%nat eqn:Hfirst; [|discriminate].
    destruct (state_in i_zeros (i_sides B)) eqn:Hin; [|discriminate].
    apply Nat.eqb_eq in Hfirst. rewrite <- HBs in Hall.
    unfold table. rewrite <- Hfirst. apply right_from_every_box with (s := zeros net);
      [exact Hall|rewrite HBs; now left| |exact Hknown|exact Hruns].
    exact (state_in_holds _ _ _ Hin zeros_in).
  Qed.
End Check.
