import { checkMatrix, matMul, matrix, type Matrix } from '../core/matrix';
import { checkInteger } from '../core/shape';
import type { MealyMachine } from './mealy';

/** What the room-mate can cook, in the order of the one-hot vectors. */
export const DISHES = ['apple pie', 'burger', 'chicken'] as const;

/** What the weather can be, in the order of the one-hot vectors. */
export const WEATHERS = ['sunny', 'rainy'] as const;

/**
 * The matrices of the room-mate, for row vectors: x·W. (The seed writes columns, W·x: each of these is the
 * transpose of its.)
 *
 * - `dishForWeather` [2, 3]: sunny → apple pie, rainy → burger
 * - `dishAfterDish` [3, 3]: apple pie → burger → chicken → apple pie
 * - `food` [3, 6]: yesterday's dish, twice: as it is (columns 0 to 2), and the next one (columns 3 to 5)
 * - `weather` [2, 6]: sunny votes for the first half, rainy for the second
 *
 * Source: seed 004. (One of its slides calls the lower half of the weather's matrix times sunny "all 1"; it
 * is all 0.)
 * @example
 * import { roommate, toRows } from 'carry';
 * toRows(roommate.weather); // → [[1,1,1,0,0,0],[0,0,0,1,1,1]]
 */
export const roommate = {
  dishForWeather: matrix([
    [1, 0, 0],
    [0, 1, 0],
  ]),
  dishAfterDish: matrix([
    [0, 1, 0],
    [0, 0, 1],
    [1, 0, 0],
  ]),
  food: matrix([
    [1, 0, 0, 0, 1, 0],
    [0, 1, 0, 0, 0, 1],
    [0, 0, 1, 1, 0, 0],
  ]),
  weather: matrix([
    [1, 1, 1, 0, 0, 0],
    [0, 0, 0, 1, 1, 1],
  ]),
} as const satisfies Record<string, Matrix>;

/**
 * A one-hot row: 1 at one place, 0 elsewhere.
 *
 * @param index - the place, from 0 to size − 1
 * @param size - how many places
 * @returns a fresh matrix [1, size]
 * @throws RangeError when the index is not such a place
 * @example
 * import { oneHot, toRows } from 'carry';
 * toRows(oneHot(1, 3)); // → [[0,1,0]]
 */
export function oneHot(index: number, size: number): Matrix {
  checkInteger('oneHot', 'size', size);
  checkInteger('oneHot', 'index', index, 0, size - 1);
  return matrix([Array.from({ length: size }, (_, i) => (i === index ? 1 : 0))]);
}

/**
 * Scenario I: the dish of the day depends on the weather alone. weather·W.
 *
 * @param weather - one-hot [1, 2]
 * @returns the dish, one-hot [1, 3]
 * @throws RangeError when the shape is another
 * @example
 * import { cookByWeather, oneHot, toRows } from 'carry';
 * toRows(cookByWeather(oneHot(1, 2))); // → [[0,1,0]]
 */
export function cookByWeather(weather: Matrix): Matrix {
  checkMatrix('cookByWeather', 'weather', weather, [1, 2]);
  return matMul(weather, roommate.dishForWeather);
}

/**
 * Scenario II: the dish depends on yesterday's dish alone. dish·W: the output comes back as the input.
 *
 * @param dish - yesterday's, one-hot [1, 3]
 * @returns today's, one-hot [1, 3]
 * @throws RangeError when the shape is another
 * @example
 * import { cookByYesterday, oneHot, toRows } from 'carry';
 * toRows(cookByYesterday(oneHot(2, 3))); // → [[1,0,0]]
 */
export function cookByYesterday(dish: Matrix): Matrix {
  checkMatrix('cookByYesterday', 'dish', dish, [1, 3]);
  return matMul(dish, roommate.dishAfterDish);
}

/**
 * Scenario III: on a sunny day yesterday's dish is eaten up, on a rainy day the next one is cooked.
 * votes = dish·W_food + weather·W_weather, a recurrent cell whose activation is the argmax: the largest of
 * the six votes becomes 1, the others 0, and the two halves are added.
 *
 * @param dish - yesterday's, one-hot [1, 3]
 * @param weather - today's, one-hot [1, 2]
 * @returns the six votes [1, 6], and today's dish, one-hot [1, 3]
 * @throws RangeError when a shape is another
 * @example
 * import { cook, oneHot, toRows } from 'carry';
 * const { votes, dish } = cook(oneHot(0, 3), oneHot(1, 2)); // apple pie yesterday, rain today
 * toRows(votes); // → [[1,0,0,1,2,1]]
 * toRows(dish); // → [[0,1,0]]
 */
export function cook(dish: Matrix, weather: Matrix): { votes: Matrix; dish: Matrix } {
  checkMatrix('cook', 'dish', dish, [1, 3]);
  checkMatrix('cook', 'weather', weather, [1, 2]);
  const fromFood = matMul(dish, roommate.food);
  const fromWeather = matMul(weather, roommate.weather);
  const votes = fromFood.data.map((vote, i) => vote + fromWeather.data[i]!); // both [1, 6]
  const winner = votes.indexOf(Math.max(...votes));
  return {
    votes: { rows: 1, columns: votes.length, data: votes },
    dish: oneHot(winner % DISHES.length, DISHES.length),
  };
}

/**
 * Scenario III as a table: the state is yesterday's dish, the input the weather, one-hot; the output is
 * today's dish, a class from 0 to 2. Before the first day there was apple pie.
 *
 * @example
 * import { roommateMachine, runMachine } from 'carry';
 * runMachine(roommateMachine, [1, 0, 1]).outputs; // → [1,1,2]
 */
export const roommateMachine: MealyMachine = {
  name: 'room-mate',
  states: 3,
  inputs: [
    [1, 0],
    [0, 1],
  ],
  start: 0,
  next: [
    [0, 1],
    [1, 2],
    [2, 0],
  ],
  output: [
    [0, 1],
    [1, 2],
    [2, 0],
  ],
};
