/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * JupyterLab's renderer for figures: `application/vnd.plotly.v1+json`, an object { data, layout, frames, config }.
 *
 * Why our own: plotly's extension on PyPI does not redraw a figure that is updated live, and one that loads
 * plotly from the network would not work offline. This one needs no build: it is a module-federation
 * container written by hand, the only form in which JupyterLab loads an extension. `npm start` copies it into
 * the course's environment with plotly.min.js beside it.
 *
 * What it adds to plotly's own drawing: only the newest of several quick updates is drawn; a figure follows
 * its cell's width and JupyterLab's theme; `layout.meta.alt` (or the title) is read out by screen readers; a picture of
 * it is stored in the notebook (pictures.js).
 */
(() => {
  /** @typedef {Record<string, unknown>} Json */
  /** @typedef {Json & { title?: string | { text?: string }, meta?: { alt?: string }, height?: number, template?: Json }} Layout */
  /** @typedef {{ data?: Json[], layout?: Layout, frames?: Json[], config?: Json }} Figure */
  /** @typedef {{ react: Function, purge: Function, Plots: { resize: Function } }} Plotly */
  /** @typedef {Record<string, Record<string, { get: () => Promise<() => any> }>>} SharedScope */

  const MIME = 'application/vnd.plotly.v1+json';
  const HEIGHT = 360; // pixels, for a layout that names none
  const base = /** @type {HTMLScriptElement} */ (document.currentScript).src.replace(
    /remoteEntry\.js.*$/,
    '',
  );

  /** @type {SharedScope} */
  let scope = {};
  /** @type {Promise<Plotly> | undefined} */
  let plotly;

  /** Plotly is 4.8 MB, so it is fetched when the first figure asks for it. */
  const loadPlotly = () =>
    (plotly ??= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = `${base}plotly.min.js`;
      script.onload = () => resolve(/** @type {any} */ (window).Plotly);
      script.onerror = () => {
        plotly = undefined; // the next figure tries again
        reject(new Error(`${script.src} could not be loaded`));
      };
      document.head.append(script);
    }));

  /** @param {string} name a package that JupyterLab shares with its extensions */
  const shared = async (name) => {
    const [provider] = Object.values(scope[name] ?? {});
    if (!provider) throw new Error(`JupyterLab shares no ${name}`);
    return (await provider.get())();
  };

  /** @param {string} name @param {string} otherwise */
  const themeColor = (name, otherwise) =>
    getComputedStyle(document.body).getPropertyValue(name).trim() || otherwise;

  /** Defaults in the theme's colors. A figure's own colors win: plotly treats a template as defaults only. */
  function themeTemplate() {
    const dark = document.body.dataset['jpThemeLight'] === 'false';
    const text = themeColor('--jp-content-font-color1', dark ? '#e0e0e0' : '#212121');
    const grid = themeColor('--jp-border-color2', dark ? '#616161' : '#e0e0e0');
    const zero = themeColor('--jp-border-color1', dark ? '#9e9e9e' : '#bdbdbd');
    const axis = { gridcolor: grid, zerolinecolor: zero, linecolor: zero, tickcolor: zero };
    const clear = 'rgba(0,0,0,0)';
    const layout = {
      font: { color: text },
      paper_bgcolor: clear,
      plot_bgcolor: clear,
      legend: { bgcolor: clear },
      xaxis: axis,
      yaxis: axis,
      scene: { xaxis: axis, yaxis: axis, zaxis: axis },
      annotationdefaults: { arrowcolor: text },
      sliderdefaults: { tickcolor: zero },
      shapedefaults: { line: { color: text } },
    };
    if (!dark) return { layout };
    // A pressed button is always near-white in plotly, so all buttons are light and their letters dark.
    const button = { bgcolor: '#d8d8d8', bordercolor: '#9e9e9e', font: { color: '#212121' } };
    // Plotly's ten colors, the dim ones lightened to at least 4.5 : 1 on JupyterLab's dark paper.
    const colorway = '#5aa9e6 #ff9f40 #5fc75f #ff6b6b #b794f4 #d0a08f #f19ad2 #b0b0b0 #d4d45a #4dd0e1'.split(
      ' ',
    );
    return { layout: { ...layout, colorway, updatemenudefaults: button, modebar: { color: text } } };
  }

  /** @param {unknown} value @returns {value is Json} */
  const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

  /** @param {Json} under @param {Json} over @returns {Json} `over` where both say something */
  function merge(under, over) {
    const result = { ...under };
    for (const [key, value] of Object.entries(over)) {
      const below = result[key];
      result[key] = isObject(below) && isObject(value) ? merge(below, value) : value;
    }
    return result;
  }

  /** @param {Layout} layout @returns {string} what a screen reader says for the figure */
  function alternative({ meta, title }) {
    const text = typeof title === 'string' ? title : title?.text;
    const plain = text?.replace(/<br ?\/?>/g, ' ').replace(/<[^>]*>/g, '');
    return meta?.alt ?? plain ?? 'Figure without a title';
  }

  /**
   * @param {any} Widget Lumino's, which JupyterLab builds its pages from
   * @returns {new () => unknown} the class that draws one output
   */
  function rendererClass(Widget) {
    /** @type {Set<{ refresh: (redraw: boolean) => void }>} */
    const living = new Set();
    new MutationObserver(() => living.forEach((renderer) => renderer.refresh(true))).observe(document.body, {
      attributeFilter: ['data-jp-theme-light', 'data-jp-theme-name'],
    });

    return class extends Widget {
      /** @type {Figure | undefined} the newest figure */
      #figure;
      #stale = false; // the newest figure, or its theme, is not the one on the page
      /** @type {Promise<void> | undefined} at work on it */
      #drawing;
      #resizes = new ResizeObserver(() => this.refresh(false));

      constructor() {
        super();
        this.addClass('jp-RenderedPlotly');
        this.node.setAttribute('role', 'figure');
        this.#resizes.observe(this.node);
        living.add(this);
      }

      /**
       * JupyterLab calls this for a new output, and again whenever the kernel updates it.
       * @param {{ data: Record<string, Figure> }} model
       */
      async renderModel(model) {
        this.#figure = model.data[MIME] ?? {};
        this.node.setAttribute('aria-label', alternative(this.#figure.layout ?? {}));
        this.node.style.minHeight = `${this.#figure.layout?.height ?? HEIGHT}px`;
        await this.refresh(true);
      }

      /**
       * @param {boolean} redraw false: only the space for the figure has changed
       * @returns {Promise<void>} resolves once the page shows the newest figure, or that it cannot
       */
      async refresh(redraw) {
        this.#stale ||= redraw;
        // A page that is hidden has no width; the observer calls again when it is shown.
        if (!this.#figure || this.isDisposed || this.node.offsetWidth === 0) return;
        this.#drawing ??= this.#bringUpToDate();
        await this.#drawing;
      }

      async #bringUpToDate() {
        try {
          const Plotly = await loadPlotly();
          // It refuses when the page was hidden in the meantime, and the observer calls again.
          if (!this.#stale && !this.isDisposed) await Plotly.Plots.resize(this.node).catch(() => undefined);
          while (this.#stale && !this.isDisposed) {
            this.#stale = false;
            await this.#draw(Plotly);
          }
        } catch (error) {
          this.node.textContent = `This figure could not be drawn: ${error}`;
        } finally {
          this.#drawing = undefined;
        }
      }

      /** @param {Plotly} Plotly */
      async #draw(Plotly) {
        // A copy, since plotly writes into what it draws and the original is what gets saved.
        const { data = [], layout = {}, frames = [], config = {} } = structuredClone(this.#figure ?? {});
        await Plotly.react(this.node, {
          data,
          // `uirevision`: the reader's zoom outlives a live update.
          layout: {
            height: HEIGHT,
            uirevision: true,
            ...layout,
            template: merge(themeTemplate(), layout.template ?? {}),
          },
          frames,
          config: { displaylogo: false, ...config },
        });
        // The label says it in words; without this, every tick of every axis is read out as well.
        for (const svg of this.node.querySelectorAll('.main-svg')) svg.setAttribute('aria-hidden', 'true');
      }

      dispose() {
        if (this.isDisposed) return;
        living.delete(this);
        this.#resizes.disconnect();
        if (this.node.data) void loadPlotly().then((Plotly) => Plotly.purge(this.node));
        super.dispose();
      }
    };
  }

  /** @type {any} */
  const page = window;
  const containers = (page._JUPYTERLAB ??= {});
  containers['carry-plotly'] = {
    /** @param {SharedScope} sharedScope */
    init(sharedScope) {
      scope = sharedScope;
    },
    /** @param {string} module one of those that package.json names */
    async get(module) {
      if (module === './extension') {
        const { INotebookTracker } = await shared('@jupyterlab/notebook');
        const { keepPictures } = await import(`${base}pictures.js`);
        const plugin = {
          id: 'carry-plotly:pictures',
          autoStart: true,
          requires: [INotebookTracker],
          activate: (/** @type {unknown} */ _, /** @type {any} */ tracker) =>
            keepPictures(tracker, loadPlotly),
        };
        return () => ({ __esModule: true, default: plugin });
      }
      const { Widget } = await shared('@lumino/widgets');
      const Renderer = rendererClass(Widget);
      const extension = {
        id: 'carry-plotly:figures',
        dataType: 'json',
        rank: -10, // before the picture that is stored beside each figure for viewers without scripts
        rendererFactory: { safe: true, mimeTypes: [MIME], createRenderer: () => new Renderer() },
      };
      return () => ({ __esModule: true, default: extension });
    },
  };
})();
