/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * JupyterLab's renderer for figures: `application/vnd.plotly.v1+json`, an object { data, layout, frames }.
 *
 * Why our own: plotly's extension on PyPI does not redraw a figure that is updated live, and one that loads
 * plotly from the network would not work offline. This one needs no build: it is a module-federation
 * container written by hand, the only form in which JupyterLab loads an extension. `npm start` copies it into
 * the course's environment with plotly.min.js beside it.
 *
 * What it adds to plotly's own drawing: only the newest of several quick updates is drawn; a figure follows
 * its cell's width and JupyterLab's theme; `layout.meta.alt` (or the title) is read out by screen readers; nothing is
 * asked of another host; a picture of it is stored in the notebook (pictures.js); what can be pressed in it leads to a
 * step of its slider (presses.js), and so do the arrow keys; lines that can be dragged are moved by keys, too (lines.js).
 * For the page around it: prose has lines of a readable length, and "Run All" keeps a figure that grows in view.
 */
(() => {
  /** @typedef {Record<string, unknown>} Json */
  /** @typedef {Json & { title?: string | { text?: string }, meta?: { alt?: string, presses?: import('./presses.js').Presses }, shapes?: Json[], height?: number, template?: Json }} Layout */
  /** @typedef {{ data?: Json[], layout?: Layout, frames?: Json[] }} Figure */
  /** @typedef {{ react: Function, animate: Function, relayout: Function, purge: Function, Plots: { resize: Function } }} Plotly */
  /** @typedef {Record<string, Record<string, { get: () => Promise<() => any> }>>} SharedScope */

  const MIME = 'application/vnd.plotly.v1+json';
  /** How a step is shown that the reader asks for. */
  const AT_ONCE = {
    mode: 'immediate',
    transition: { duration: 0 },
    frame: { duration: 0, redraw: true },
  };
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

  /** Kinds of traces that ask another host for maps as soon as they are drawn. */
  const FETCHING = /^(?:choropleth|(?:scatter|density)(?:map|geo))/;

  /**
   * A figure may come from a notebook that nobody has vouched for: what would make the browser ask another host for
   * something is left out. The figure's own `config` is not heeded at all.
   * @template Value
   * @param {Value} value
   * @returns {Value}
   */
  function harmless(value) {
    if (typeof value === 'string') return /** @type {any} */ (withoutAddresses(value));
    if (Array.isArray(value)) {
      // Long lists are numbers.
      if (typeof value[0] === 'number' && value.every((each) => typeof each === 'number' || each === null))
        return value;
      return /** @type {any} */ (value.filter((each) => !fetches(each)).map(harmless));
    }
    if (!isObject(value)) return value;
    const safe = Object.entries(value).filter(([name, each]) => {
      if (name === 'geo' || name.startsWith('map')) return false;
      return name !== 'source' || typeof each !== 'string' || /^data:image\//.test(each);
    });
    return /** @type {any} */ (Object.fromEntries(safe.map(([name, each]) => [name, harmless(each)])));
  }

  /** @param {string} text in which plotly knows some tags, which may have a style */
  const withoutAddresses = (text) =>
    text
      .replace(/url\s*\(/gi, '(')
      .replace(/<[^<>]*>/g, (tag) => tag.replace(/\bstyle\s*=/gi, 'data-style='));

  /** @param {unknown} trace */
  const fetches = (trace) =>
    isObject(trace) && typeof trace['type'] === 'string' && FETCHING.test(trace['type']);

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
    // JupyterLab hides its page when it has changed the theme, and shows it before the next frame, too soon for an observer
    // of sizes to notice: what asked now would find no room, and nobody would ask again.
    const redrawAll = () => requestAnimationFrame(() => living.forEach((renderer) => renderer.refresh(true)));
    new MutationObserver(redrawAll).observe(document.body, {
      attributeFilter: ['data-jp-theme-light', 'data-jp-theme-name'],
    });

    return class extends Widget {
      /** @type {Figure | undefined} the newest figure */
      #figure;
      #shown = 0; // how often it was brought up to date by the kernel
      #stale = false; // the newest figure, or its theme, is not the one on the page
      /** @type {Promise<void> | undefined} at work on it */
      #drawing;
      #resizes = new ResizeObserver(() => this.refresh(false));

      constructor() {
        super();
        this.addClass('jp-RenderedPlotly');
        this.node.setAttribute('role', 'figure');
        this.node.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => this.#goByKey(event));
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
        this.#shown++;
        // The first time it is new, from then on it grows.
        if (follows && this.#shown > 1) this.node.scrollIntoView({ block: 'nearest' });
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
        const { data = [], layout = {}, frames = [] } = harmless(structuredClone(this.#figure ?? {}));
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
          config: { displaylogo: false },
        });
        await this.#listen(Plotly);
        if (this.#slider) this.node.tabIndex = 0;
        // The label says it in words; without this, every tick of every axis is read out as well.
        for (const svg of this.node.querySelectorAll('.main-svg')) svg.setAttribute('aria-hidden', 'true');
      }

      #listens = false;
      /** @param {Plotly} Plotly */
      async #listen(Plotly) {
        const { meta, shapes } = this.#figure?.layout ?? {};
        const movable = shapes?.some(({ editable }) => editable);
        if (this.#listens || (!meta?.presses && !movable)) return;
        this.#listens = true;
        if (movable) {
          const { moveLinesByKey } = await import(`${base}lines.js`);
          moveLinesByKey(this.node, (/** @type {Json} */ changes) => Plotly.relayout(this.node, changes));
        }
        if (!meta?.presses) return;
        const { listenForPresses } = await import(`${base}presses.js`);
        listenForPresses(
          this.node,
          () => ({ presses: this.#figure?.layout?.meta?.presses, step: this.#step }),
          (/** @type {string} */ step) => Plotly.animate(this.node, [step], AT_ONCE),
        );
      }

      /**
       * The slider that goes through the figure's frames, if it has no other.
       * @returns {{ active: number, steps: { label: string, method: string, args: unknown[] }[] } | undefined}
       */
      get #slider() {
        const sliders = this.node._fullLayout?.sliders ?? [];
        return sliders.length === 1 && sliders[0].steps[0]?.method === 'animate' ? sliders[0] : undefined;
      }

      /** The name of the step that the slider stands on. */
      get #step() {
        return this.#slider?.steps[this.#slider.active]?.label ?? '';
      }

      /**
       * Plotly's own slider knows the pointer only, so the figure itself takes the keys that a slider has.
       * @param {KeyboardEvent} event
       */
      #goByKey(event) {
        const slider = this.#slider;
        if (!slider || event.target !== this.node || event.ctrlKey || event.metaKey || event.altKey) return;
        const last = slider.steps.length - 1;
        const to = { ArrowLeft: slider.active - 1, ArrowRight: slider.active + 1, Home: 0, End: last }[
          event.key
        ];
        if (to === undefined) return;
        // Elsewhere JupyterLab folds a section at an arrow.
        event.preventDefault();
        event.stopPropagation();
        const step = slider.steps[Math.min(Math.max(to, 0), last)];
        if (step) void loadPlotly().then((Plotly) => Plotly.animate(this.node, step.args[0], AT_ONCE));
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

  /** Prose as wide as a book's; tables, code and figures as wide as they need. */
  function narrowProse() {
    const style = document.createElement('style');
    style.textContent = `.jp-RenderedMarkdown > :is(p, ul, ol, blockquote, details) { max-width: 46rem }`;
    document.head.append(style);
  }

  /**
   * Whether the page may scroll to a figure that grows: from the press that runs cells until the reader scrolls, or
   * goes on to write or to click elsewhere. "Run All" itself jumps to the last cell, away from what it is drawing.
   */
  let follows = false;
  function watchTheReader() {
    const options = { capture: true, passive: true };
    const runs = (/** @type {Event} */ event) =>
      event.target instanceof Element &&
      event.target.closest('.jp-Toolbar, .lm-Menu, .lm-MenuBar, .jp-Dialog') !== null;
    document.addEventListener('pointerdown', (event) => (follows = runs(event)), options);
    document.addEventListener('keydown', (event) => (follows = event.key === 'Enter'), options);
    for (const kind of ['wheel', 'touchmove'])
      document.addEventListener(kind, () => (follows = false), options);
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
            keepPictures(tracker, loadPlotly, harmless),
        };
        return () => ({ __esModule: true, default: plugin });
      }
      const { Widget } = await shared('@lumino/widgets');
      narrowProse();
      watchTheReader();
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
