import { describe, expect, it } from 'vitest';
import { matrix, toRows, transpose } from '../../../lib/src/core/matrix';
import { runMachine } from '../../../lib/src/tasks/mealy';
import {
  cook,
  cookByWeather,
  cookByYesterday,
  DISHES,
  oneHot,
  roommate,
  roommateMachine,
  WEATHERS,
} from '../../../lib/src/tasks/roommate';
import { fc } from '../../helpers/fastCheck';

const [pie, burger, chicken] = [0, 1, 2].map((dish) => oneHot(dish, 3)) as [Dish, Dish, Dish];
const [sunny, rainy] = [0, 1].map((weather) => oneHot(weather, 2)) as [Dish, Dish];
type Dish = ReturnType<typeof oneHot>;

describe('the room-mate', () => {
  it('scenario I: apple pie when it is sunny, burger when it rains', () => {
    expect(cookByWeather(sunny)).toEqual(pie);
    expect(cookByWeather(rainy)).toEqual(burger);
  });

  it('scenario II: apple pie, burger, chicken, and round again', () => {
    expect([pie, burger, chicken].map(cookByYesterday)).toEqual([burger, chicken, pie]);
  });

  it("scenario III: the slide's example, apple pie yesterday and rain today, votes 1 0 0 1 2 1", () => {
    const today = cook(pie, rainy);
    expect(toRows(today.votes)).toEqual([[1, 0, 0, 1, 2, 1]]);
    expect(today.dish).toEqual(burger);
  });

  it('scenario III: the same dish when it is sunny, the next one when it rains, for all six cases', () => {
    for (const [n, dish] of [pie, burger, chicken].entries()) {
      expect(cook(dish, sunny).dish).toEqual(dish);
      expect(cook(dish, rainy).dish).toEqual(oneHot((n + 1) % 3, 3));
    }
  });

  it("the matrices are the transposes of the slides' columns", () => {
    expect(toRows(transpose(roommate.dishForWeather))).toEqual([[1, 0], [0, 1], [0, 0]]); // prettier-ignore
    expect(toRows(transpose(roommate.dishAfterDish))).toEqual([[0, 0, 1], [1, 0, 0], [0, 1, 0]]); // prettier-ignore
    expect(toRows(transpose(roommate.food))).toEqual([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1], [1, 0, 0], [0, 1, 0]]); // prettier-ignore
    expect(toRows(transpose(roommate.weather))).toEqual([[1, 0], [1, 0], [1, 0], [0, 1], [0, 1], [0, 1]]); // prettier-ignore
  });

  it('roommateMachine does what cook does, whatever the weather', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 30 }), (weathers) => {
        let dish = pie;
        const menu = weathers.map((weather) => {
          dish = cook(dish, oneHot(weather, WEATHERS.length)).dish;
          return dish.data.indexOf(1);
        });
        expect(runMachine(roommateMachine, weathers).outputs).toEqual(menu);
        expect(Math.max(...menu)).toBeLessThan(DISHES.length);
      }),
    );
  });

  it('oneHot and cook refuse what does not fit', () => {
    expect(() => oneHot(3, 3)).toThrow('oneHot: index is 3, expected a whole number from 0 to 2');
    expect(() => oneHot(0, 0)).toThrow('oneHot: size is 0');
    expect(() => cookByWeather(pie)).toThrow(
      'cookByWeather: weather.columns is 3, expected a whole number from 2 to 2',
    );
    expect(() => cook(matrix([[1, 0, 0], [0, 1, 0]]), sunny)).toThrow('cook: dish.rows is 2'); // prettier-ignore
  });
});
