import * as carry from '../../lib/src';
import { badList, badObject, target } from './badInput';
import { fc } from './fastCheck';

const axes = { x: { label: 'x' }, y: { label: 'y' } };
const heading = { title: 'A title', alt: 'What it shows.' };
const line = () => ({ ...heading, ...axes, series: [{ name: 'a', x: [0, 1], y: [0, 1] }] });
const badText = fc.constantFrom<unknown[]>(undefined, null, 3, {}, [], '');

/** The functions of lib/src/notebook and what they must refuse. */
export const targets = [
  target(
    'figure',
    () => ({ shown: carry.lineChart(line()) as unknown }),
    ({ shown }) => carry.figure(shown as carry.Figure),
    {
      shown: fc.oneof(badObject, fc.constantFrom<unknown[]>(undefined, {}, [], JSON.stringify({ data: [] }))),
      'shown.data': fc.oneof(badList, fc.constantFrom<unknown[]>([null], ['{}'], [{ y: 3 }], [{ y: [1n] }])),
      'shown.layout': badObject,
      'shown.alt': badText,
    },
    { shown: '(figure|data)', 'shown.data': '(data|trace|y)', 'shown.alt': '(alternative)' },
  ),
  target('dataFile', () => ({ name: 'studies/depth.csv' }), ({ name }) => carry.dataFile(name), { name: badText }), // prettier-ignore
  target(
    'saveCheckpoint',
    () => ({ file: 'test-results/bad-input.json', model: carry.thresholdAdder() }),
    ({ file, model }) => carry.saveCheckpoint(file, model),
    { file: badText, model: fc.oneof(badObject, fc.constantFrom<unknown[]>({}, [])) },
  ),
];

const typed =
  'draws; its arguments are told apart by the compiler, and what cannot be drawn is refused by figure';

/** Functions that are not tried, and why. */
export const unchecked: Readonly<Record<string, string>> = {
  transparent: typed,
  liveFigure: 'is figure, with updates',
  exerciseOnNumber: 'takes a specification that its writer tests',
  exerciseOnFunction: 'takes a specification that its writer tests',
  exerciseOnChoice: 'takes a specification that its writer tests',
  checkExercise: 'never throws, whatever the answer: test/lib/notebook/exercises.test.ts',
  judge: 'never throws, whatever the answer: test/lib/notebook/exercises.test.ts',
  isBlank: 'takes anything',
  predict: 'never throws, whatever the guess',
  recall: 'never throws, whatever the answers',
  loadCheckpoint: 'test/lib/notebook/files.test.ts breaks files in many ways',
  animation: typed,
  automaton: typed,
  heatMap: typed,
  lineChart: typed,
  acrossSeeds: typed,
  plot: typed,
  scatterPlot: typed,
  decisionPlane: typed,
  sideBySide: typed,
  interruptible: 'runs what it is given',
  startProgress: 'shows a line of text',
  parseStudy: 'test/lib/notebook/studyTable.test.ts',
  readStudy: 'test/lib/notebook/studyTable.test.ts',
  table: 'test/lib/notebook/table.test.ts',
};
