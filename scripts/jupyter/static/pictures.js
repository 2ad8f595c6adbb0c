/// <reference lib="dom" />
/**
 * Stores a picture beside each figure of a notebook in JupyterLab, so that the file, once saved, shows it where no
 * script draws figures: in nbconvert, in a mail program, on a page that shows notebooks.
 *
 * Pictures are made when nothing has changed for a while, and after the reader has saved; a file that was saved without
 * them is then saved once more. A notebook that was only looked at is left as it is.
 */

/** @typedef {Record<string, unknown>} Json */
/** @typedef {{ data?: Json[], layout?: Json }} Figure */
/** @typedef {{ connect(slot: (sender: unknown, value: any) => void): unknown }} Signal */
/** @typedef {{ toJSON(): { data?: Json }, setData(options: { data: Json }): void }} OutputModel */
/** @typedef {{ length: number, get(index: number): OutputModel }} Outputs */
/** @typedef {{ dirty: boolean, readOnly: boolean, contentChanged: Signal, cells: Iterable<{ outputs?: Outputs }> }} NotebookModel */
/** @typedef {{ model: NotebookModel, ready: Promise<void>, saveState: Signal, isDisposed: boolean, save(): Promise<void> }} Context */
/** @typedef {{ widgetAdded: Signal, forEach(visit: (panel: { context: Context }) => void): void }} Tracker */

const FIGURE = 'application/vnd.plotly.v1+json';
const PICTURE = 'image/png';
/** Pixels across a picture. */
const WIDTH = 700;
/** How long nothing may have changed before pictures are made, in milliseconds. */
const REST = 700;

/**
 * What a picture shows of a figure: it needs a ground of its own, and sliders and buttons would be dead in it.
 * @param {Figure} figure
 * @param {number} [width] in pixels
 * @returns {{ data: Json[], layout: Json, width: number, height: number }}
 */
export function stillOf({ data = [], layout = {} }, width = WIDTH) {
  const { sliders, updatemenus, ...rest } = layout;
  const bottom = sliders ? { margin: { .../** @type {object} */ (layout['margin']), b: 60 } } : {};
  const height = Number(layout['height'] ?? 360) - (sliders || updatemenus ? 90 : 0);
  const paper = { paper_bgcolor: '#ffffff', plot_bgcolor: '#ffffff', font: { color: '#333333' } };
  return { data, layout: { ...rest, ...bottom, ...paper, width, height }, width, height };
}

/**
 * @param {Tracker} tracker JupyterLab's list of open notebooks
 * @param {() => Promise<{ toImage: (figure: object, options: object) => Promise<string> }>} loadPlotly
 * @param {<Value>(figure: Value) => Value} harmless leaves out what would be asked of another host
 */
export function keepPictures(tracker, loadPlotly, harmless) {
  /** @param {object} figure @returns {Promise<string>} a PNG in base64 */
  async function paint(figure) {
    // A copy, since plotly writes into what it draws.
    const { data, layout, width, height } = stillOf(harmless(structuredClone(figure)));
    const { toImage } = await loadPlotly();
    const address = await toImage({ data, layout }, { format: 'png', width, height });
    return address.slice(address.indexOf(',') + 1);
  }
  tracker.forEach(({ context }) => void watch(context, paint));
  tracker.widgetAdded.connect((_, { context }) => void watch(context, paint));
}

/** @param {Context} context @param {(figure: object) => Promise<string>} paint */
async function watch(context, paint) {
  await context.ready;
  const { model } = context;
  /** Figures that plotly could not draw, as the renderer says below the cell: they are not tried again. @type {WeakSet<object>} */
  const hopeless = new WeakSet();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let saving = false;
  /** @type {Promise<void>} */
  let work = Promise.resolve();
  const begin = () => {
    work = work.then(bringUpToDate);
  };

  async function bringUpToDate() {
    if (context.isDisposed || model.readOnly) return;
    let saved = false;
    for (const [output, figure] of figuresWithout(model)) {
      if (hopeless.has(figure)) continue;
      const picture = await paint(figure).catch(() => void hopeless.add(figure));
      if (context.isDisposed) return;
      // The cell may have been run again, or its figure updated, in the meantime.
      const { data } = output.toJSON();
      if (picture === undefined || data?.[FIGURE] !== figure) continue;
      saved ||= !model.dirty;
      output.setData({ data: { ...data, [PICTURE]: picture } });
    }
    if (!saved) return;
    saving = true;
    // JupyterLab itself tells of a file that cannot be saved.
    await context.save().catch(() => undefined);
    saving = false;
  }

  model.contentChanged.connect(() => {
    clearTimeout(timer);
    timer = setTimeout(begin, REST);
  });
  context.saveState.connect((_, state) => {
    if (state === 'completed' && !saving) begin();
  });
}

/** The figures that have no picture. @param {NotebookModel} model @returns {[OutputModel, object][]} */
function figuresWithout({ cells }) {
  /** @type {[OutputModel, object][]} */
  const found = [];
  for (const { outputs } of cells) {
    for (let index = 0; index < (outputs?.length ?? 0); index++) {
      const output = /** @type {OutputModel} */ (outputs?.get(index));
      // Not `output.data`, which is a copy.
      const { data = {} } = output.toJSON();
      const figure = data[FIGURE];
      if (typeof figure === 'object' && figure !== null && data[PICTURE] === undefined)
        found.push([output, figure]);
    }
  }
  return found;
}
