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
