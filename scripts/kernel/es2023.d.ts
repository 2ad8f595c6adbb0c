// The array methods of ECMAScript 2023 that Node 20 has and that tslab's compiler, TypeScript 5.0, does not know.

interface ReadonlyArray<T> {
  toReversed(): T[];
  toSorted(compare?: (a: T, b: T) => number): T[];
  toSpliced(start: number, deleteCount?: number, ...items: T[]): T[];
  with(index: number, value: T): T[];
}
interface Array<T> {
  toReversed(): T[];
  toSorted(compare?: (a: T, b: T) => number): T[];
  toSpliced(start: number, deleteCount?: number, ...items: T[]): T[];
  with(index: number, value: T): T[];
}
interface ChangedByCopy<Numbers> {
  toReversed(): Numbers;
  toSorted(compare?: (a: number, b: number) => number): Numbers;
  with(index: number, value: number): Numbers;
}
interface Int8Array extends ChangedByCopy<Int8Array> {
  toReversed(): Int8Array;
}
interface Uint8Array extends ChangedByCopy<Uint8Array> {
  toReversed(): Uint8Array;
}
interface Uint8ClampedArray extends ChangedByCopy<Uint8ClampedArray> {
  toReversed(): Uint8ClampedArray;
}
interface Int16Array extends ChangedByCopy<Int16Array> {
  toReversed(): Int16Array;
}
interface Uint16Array extends ChangedByCopy<Uint16Array> {
  toReversed(): Uint16Array;
}
interface Int32Array extends ChangedByCopy<Int32Array> {
  toReversed(): Int32Array;
}
interface Uint32Array extends ChangedByCopy<Uint32Array> {
  toReversed(): Uint32Array;
}
interface Float32Array extends ChangedByCopy<Float32Array> {
  toReversed(): Float32Array;
}
interface Float64Array extends ChangedByCopy<Float64Array> {
  toReversed(): Float64Array;
}
