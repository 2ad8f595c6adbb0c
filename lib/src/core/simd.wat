;; sums[m, n] += a·b two numbers at a time, for blocks that lie in the memory: a from byte 0 on, where a step in i
;; moves $ai bytes and a step in k moves $ak; b, row-major, from byte 532480 on; the sums, row-major, from byte
;; 1064960 on. m and n are multiples of 4. Four rows and four columns, 16 sums, are computed side by side:
;;
;;     for i = 0, 4, … below m
;;       for j = 0, 4, … below n
;;         s[0 … 3][0 … 3] = sums[i … i + 3][j … j + 3]
;;         for l = 0, 1, … below k
;;           s[r][c] += a[i + r][l] · b[l][j + c] for all r and c
;;         sums[i … i + 3][j … j + 3] = s
;;
;; $s12 holds s[1][2] and s[1][3]. simd.ts has the bytes; a test assembles this text and compares.
(module
  (memory (export "memory") 25)
  (global $log2e v128 (v128.const f64x2 1.4426950408889634 1.4426950408889634)) ;; log2 e
  (global $half_ln2 v128 (v128.const f64x2 0.34657382965087890625 0.34657382965087890625))
  (global $ln2_high v128 (v128.const f64x2 6.9314718036912381649e-1 6.9314718036912381649e-1))
  (global $ln2_low v128 (v128.const f64x2 1.90821492927058770002e-10 1.90821492927058770002e-10))
  (global $tiny v128 (v128.const f64x2 3.725290298461914e-9 3.725290298461914e-9)) ;; 2^-28
  (global $sign v128 (v128.const f64x2 -0 -0))
  (global $magic v128 (v128.const f64x2 4503599627371519 4503599627371519)) ;; 2^52 + 1023
  (global $half v128 (v128.const f64x2 0.5 0.5))
  (global $one v128 (v128.const f64x2 1 1))
  (global $two v128 (v128.const f64x2 2 2))

  ;; σ of `count` numbers, rounded up to pairs: from byte $from on into the bytes from $to on. 1/(1 + eˣ) for
  ;; x = −a, with the steps of `exp` in elementary.ts. Returns 1 where an x is 709 or more, or else 0: those are for
  ;; JavaScript. Where x is under −700, 1 + eˣ is 1 in any case.
  (func (export "sigmoid") (param $from i32) (param $to i32) (param $count i32) (result i32)
    (local $end i32) (local $far v128)
    (local $x v128) (local $size v128) (local $k v128) (local $high v128) (local $low v128)
    (local $r v128) (local $t v128) (local $c v128) (local $e v128)
    (local.set $end (i32.add (local.get $from) (i32.mul (local.get $count) (i32.const 8))))
    (loop $pairs
      (local.set $x (f64x2.pmax (f64x2.neg (v128.load (local.get $from))) (v128.const f64x2 -700 -700)))
      (local.set $far (v128.or (local.get $far) (f64x2.ge (local.get $x) (v128.const f64x2 709 709))))
      (local.set $size (f64x2.abs (local.get $x)))
      (local.set $k (v128.andnot
        (f64x2.trunc (f64x2.add
          (f64x2.mul (global.get $log2e) (local.get $x))
          (v128.or (v128.and (local.get $x) (global.get $sign)) (global.get $half)))) ;; ±½
        (f64x2.lt (local.get $size) (global.get $half_ln2))))
      (local.set $high (f64x2.sub (local.get $x) (f64x2.mul (local.get $k) (global.get $ln2_high))))
      (local.set $low (f64x2.mul (local.get $k) (global.get $ln2_low)))
      (local.set $r (f64x2.sub (local.get $high) (local.get $low)))
      (local.set $t (f64x2.mul (local.get $r) (local.get $r)))
      ;; c = r − t·(p1 + t·(p2 + t·(p3 + t·(p4 + t·p5))))
      (local.set $c (f64x2.add (v128.const f64x2 -1.6533902205465251539e-6 -1.6533902205465251539e-6)
        (f64x2.mul (local.get $t) (v128.const f64x2 4.13813679705723846039e-8 4.13813679705723846039e-8))))
      (local.set $c (f64x2.add (v128.const f64x2 6.61375632143793436117e-5 6.61375632143793436117e-5)
        (f64x2.mul (local.get $t) (local.get $c))))
      (local.set $c (f64x2.add (v128.const f64x2 -2.77777777770155933842e-3 -2.77777777770155933842e-3)
        (f64x2.mul (local.get $t) (local.get $c))))
      (local.set $c (f64x2.add (v128.const f64x2 1.66666666666666019037e-1 1.66666666666666019037e-1)
        (f64x2.mul (local.get $t) (local.get $c))))
      (local.set $c (f64x2.sub (local.get $r) (f64x2.mul (local.get $t) (local.get $c))))
      ;; e = (1 − (low − r·c/(2 − c) − high))·2ᵏ, where 2ᵏ is k + 1023 in the place of the exponent
      (local.set $e (f64x2.mul
        (f64x2.sub (global.get $one) (f64x2.sub
          (f64x2.sub (local.get $low)
            (f64x2.div (f64x2.mul (local.get $r) (local.get $c)) (f64x2.sub (global.get $two) (local.get $c))))
          (local.get $high)))
        (i64x2.shl (f64x2.add (local.get $k) (global.get $magic)) (i32.const 52))))
      (local.set $e (v128.bitselect (f64x2.add (global.get $one) (local.get $x)) (local.get $e)
        (f64x2.lt (local.get $size) (global.get $tiny))))
      (local.set $e (v128.bitselect (v128.const f64x2 2.718281828459045 2.718281828459045) (local.get $e)
        (f64x2.eq (local.get $x) (global.get $one))))
      (v128.store (local.get $to) (f64x2.div (global.get $one) (f64x2.add (global.get $one) (local.get $e))))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $pairs (i32.lt_u (local.tee $from (i32.add (local.get $from) (i32.const 16))) (local.get $end))))
    (v128.any_true (local.get $far)))

  ;; tanh, likewise, of all numbers: with t = eʸ − 1, it is −t/(t + 2) for y = −2|x| where |x| < 1, and
  ;; 1 − 2/(t + 2) for y = 2|x| elsewhere, with the steps of `expMinusOne`.
  (func (export "tanh") (param $from i32) (param $to i32) (param $count i32)
    (local $end i32)
    (local $x v128) (local $size v128) (local $small v128) (local $y v128) (local $k v128) (local $up v128)
    (local $down v128) (local $high v128) (local $low v128) (local $r v128) (local $c v128) (local $h v128)
    (local $s v128) (local $q v128) (local $t v128) (local $e v128) (local $z v128)
    (local.set $end (i32.add (local.get $from) (i32.mul (local.get $count) (i32.const 8))))
    (loop $pairs
      (local.set $x (v128.load (local.get $from)))
      (local.set $size (f64x2.abs (local.get $x)))
      (local.set $small (f64x2.lt (local.get $size) (global.get $one)))
      (local.set $y (v128.xor (f64x2.add (local.get $size) (local.get $size))
        (v128.and (local.get $small) (global.get $sign))))
      (local.set $k (v128.andnot
        (f64x2.trunc (f64x2.add
          (f64x2.mul (global.get $log2e) (local.get $y))
          (v128.or (v128.and (local.get $y) (global.get $sign)) (global.get $half)))) ;; ±½
        (f64x2.lt (f64x2.abs (local.get $y)) (global.get $half_ln2))))
      (local.set $high (f64x2.sub (local.get $y) (f64x2.mul (local.get $k) (global.get $ln2_high))))
      (local.set $low (f64x2.mul (local.get $k) (global.get $ln2_low)))
      (local.set $r (f64x2.sub (local.get $high) (local.get $low)))
      (local.set $c (f64x2.sub (f64x2.sub (local.get $high) (local.get $r)) (local.get $low)))
      (local.set $h (f64x2.mul (global.get $half) (local.get $r)))
      (local.set $s (f64x2.mul (local.get $r) (local.get $h)))
      ;; q = 1 + s·(q1 + s·(q2 + s·(q3 + s·(q4 + s·q5))))
      (local.set $q (f64x2.add (v128.const f64x2 4.00821782732936239552e-6 4.00821782732936239552e-6)
        (f64x2.mul (local.get $s) (v128.const f64x2 -2.01099218183624371326e-7 -2.01099218183624371326e-7))))
      (local.set $q (f64x2.add (v128.const f64x2 -7.93650757867487942473e-5 -7.93650757867487942473e-5)
        (f64x2.mul (local.get $s) (local.get $q))))
      (local.set $q (f64x2.add (v128.const f64x2 1.58730158725481460165e-3 1.58730158725481460165e-3)
        (f64x2.mul (local.get $s) (local.get $q))))
      (local.set $q (f64x2.add (v128.const f64x2 -3.33333333333331316428e-2 -3.33333333333331316428e-2)
        (f64x2.mul (local.get $s) (local.get $q))))
      (local.set $q (f64x2.add (global.get $one) (f64x2.mul (local.get $s) (local.get $q))))
      ;; t = 3 − q·r/2; the first term s·(q − t)/(6 − r·t)
      (local.set $t (f64x2.sub (v128.const f64x2 3 3) (f64x2.mul (local.get $q) (local.get $h))))
      (local.set $q (f64x2.mul (local.get $s) (f64x2.div
        (f64x2.sub (local.get $q) (local.get $t))
        (f64x2.sub (v128.const f64x2 6 6) (f64x2.mul (local.get $r) (local.get $t))))))
      ;; e = r·(first − c) − c − s
      (local.set $e (f64x2.sub
        (f64x2.sub (f64x2.mul (local.get $r) (f64x2.sub (local.get $q) (local.get $c))) (local.get $c))
        (local.get $s)))
      (local.set $up (i64x2.shl (f64x2.add (global.get $magic) (local.get $k)) (i32.const 52))) ;; 2ᵏ
      (local.set $down (i64x2.shl (f64x2.sub (global.get $magic) (local.get $k)) (i32.const 52))) ;; 2⁻ᵏ
      ;; 2ᵏ·(r − e) − (1 − 2ᵏ) for k of 0 and −1
      (local.set $t (f64x2.sub
        (f64x2.mul (local.get $up) (f64x2.sub (local.get $r) (local.get $e)))
        (f64x2.sub (global.get $one) (local.get $up))))
      ;; 2ᵏ·(1 − 2⁻ᵏ − (e − r)) for k up to 19
      (local.set $t (v128.bitselect
        (f64x2.mul (local.get $up) (f64x2.sub
          (f64x2.sub (global.get $one) (local.get $down)) (f64x2.sub (local.get $e) (local.get $r))))
        (local.get $t)
        (f64x2.gt (local.get $k) (global.get $two))))
      ;; 2ᵏ·(r − (e + 2⁻ᵏ) + 1) for k up to 56
      (local.set $t (v128.bitselect
        (f64x2.mul (local.get $up) (f64x2.add
          (f64x2.sub (local.get $r) (f64x2.add (local.get $e) (local.get $down))) (global.get $one)))
        (local.get $t)
        (f64x2.ge (local.get $k) (v128.const f64x2 20 20))))
      ;; 2ᵏ·(1 − (e − r)) − 1 for k from −2 down and from 57 up
      (local.set $t (v128.bitselect
        (f64x2.sub
          (f64x2.mul (local.get $up)
            (f64x2.sub (global.get $one) (f64x2.sub (local.get $e) (local.get $r))))
          (global.get $one))
        (local.get $t)
        (v128.or
          (f64x2.le (local.get $k) (v128.const f64x2 -2 -2))
          (f64x2.gt (local.get $k) (v128.const f64x2 56 56)))))
      (local.set $z (f64x2.div
        (v128.bitselect (f64x2.neg (local.get $t)) (global.get $two) (local.get $small))
        (f64x2.add (local.get $t) (global.get $two))))
      (local.set $z (v128.bitselect (local.get $z) (f64x2.sub (global.get $one) (local.get $z)) (local.get $small)))
      (local.set $z (v128.bitselect (global.get $one) (local.get $z)
        (f64x2.ge (local.get $size) (v128.const f64x2 22 22))))
      (local.set $z (v128.bitselect (local.get $size) (local.get $z)
        (f64x2.lt (local.get $size) (global.get $tiny))))
      (v128.store (local.get $to) (v128.or (local.get $z) (v128.and (local.get $x) (global.get $sign))))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $pairs (i32.lt_u (local.tee $from (i32.add (local.get $from) (i32.const 16))) (local.get $end)))))

  (func (export "run") (param $m i32) (param $k i32) (param $n i32) (param $ai i32) (param $ak i32)
    (local $i i32) (local $j i32) (local $l i32) (local $width i32) (local $p i32) (local $q i32) (local $at i32)
    (local $s00 v128) (local $s02 v128)
    (local $s10 v128) (local $s12 v128)
    (local $s20 v128) (local $s22 v128)
    (local $s30 v128) (local $s32 v128)
    (local $b0 v128) (local $b2 v128) (local $twice v128)
    (local.set $width (i32.mul (local.get $n) (i32.const 8))) ;; bytes in a row of b and of the sums
    (loop $rows
      (local.set $j (i32.const 0))
      (loop $columns
        (local.set $at (i32.add (i32.const 1064960)
          (i32.add (i32.mul (local.get $i) (local.get $width)) (i32.mul (local.get $j) (i32.const 8)))))
        (local.set $s00 (v128.load (local.get $at)))
        (local.set $s02 (v128.load offset=16 (local.get $at)))
        (local.set $at (i32.add (local.get $at) (local.get $width)))
        (local.set $s10 (v128.load (local.get $at)))
        (local.set $s12 (v128.load offset=16 (local.get $at)))
        (local.set $at (i32.add (local.get $at) (local.get $width)))
        (local.set $s20 (v128.load (local.get $at)))
        (local.set $s22 (v128.load offset=16 (local.get $at)))
        (local.set $at (i32.add (local.get $at) (local.get $width)))
        (local.set $s30 (v128.load (local.get $at)))
        (local.set $s32 (v128.load offset=16 (local.get $at)))
        (local.set $p (i32.mul (local.get $i) (local.get $ai)))
        (local.set $q (i32.add (i32.const 532480) (i32.mul (local.get $j) (i32.const 8))))
        (local.set $l (i32.const 0))
        (loop $terms
          (local.set $b0 (v128.load (local.get $q)))
          (local.set $b2 (v128.load offset=16 (local.get $q)))
          (local.set $at (local.get $p))
          (local.set $twice (v128.load64_splat (local.get $at))) ;; a[i + 0][l] in both halves
          (local.set $s00 (f64x2.add (local.get $s00) (f64x2.mul (local.get $twice) (local.get $b0))))
          (local.set $s02 (f64x2.add (local.get $s02) (f64x2.mul (local.get $twice) (local.get $b2))))
          (local.set $at (i32.add (local.get $at) (local.get $ai)))
          (local.set $twice (v128.load64_splat (local.get $at))) ;; a[i + 1][l] in both halves
          (local.set $s10 (f64x2.add (local.get $s10) (f64x2.mul (local.get $twice) (local.get $b0))))
          (local.set $s12 (f64x2.add (local.get $s12) (f64x2.mul (local.get $twice) (local.get $b2))))
          (local.set $at (i32.add (local.get $at) (local.get $ai)))
          (local.set $twice (v128.load64_splat (local.get $at))) ;; a[i + 2][l] in both halves
          (local.set $s20 (f64x2.add (local.get $s20) (f64x2.mul (local.get $twice) (local.get $b0))))
          (local.set $s22 (f64x2.add (local.get $s22) (f64x2.mul (local.get $twice) (local.get $b2))))
          (local.set $at (i32.add (local.get $at) (local.get $ai)))
          (local.set $twice (v128.load64_splat (local.get $at))) ;; a[i + 3][l] in both halves
          (local.set $s30 (f64x2.add (local.get $s30) (f64x2.mul (local.get $twice) (local.get $b0))))
          (local.set $s32 (f64x2.add (local.get $s32) (f64x2.mul (local.get $twice) (local.get $b2))))
          (local.set $p (i32.add (local.get $p) (local.get $ak)))
          (local.set $q (i32.add (local.get $q) (local.get $width)))
          (local.set $l (i32.add (local.get $l) (i32.const 1)))
          (br_if $terms (i32.lt_s (local.get $l) (local.get $k))))
        (local.set $at (i32.add (i32.const 1064960)
          (i32.add (i32.mul (local.get $i) (local.get $width)) (i32.mul (local.get $j) (i32.const 8)))))
        (v128.store (local.get $at) (local.get $s00))
        (v128.store offset=16 (local.get $at) (local.get $s02))
        (local.set $at (i32.add (local.get $at) (local.get $width)))
        (v128.store (local.get $at) (local.get $s10))
        (v128.store offset=16 (local.get $at) (local.get $s12))
        (local.set $at (i32.add (local.get $at) (local.get $width)))
        (v128.store (local.get $at) (local.get $s20))
        (v128.store offset=16 (local.get $at) (local.get $s22))
        (local.set $at (i32.add (local.get $at) (local.get $width)))
        (v128.store (local.get $at) (local.get $s30))
        (v128.store offset=16 (local.get $at) (local.get $s32))
        (local.set $j (i32.add (local.get $j) (i32.const 4)))
        (br_if $columns (i32.lt_s (local.get $j) (local.get $n))))
      (local.set $i (i32.add (local.get $i) (i32.const 4)))
      (br_if $rows (i32.lt_s (local.get $i) (local.get $m))))))
