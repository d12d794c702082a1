// The worker as the page sees it: made when it is needed, ended when a query takes too long.

/** @typedef {import("./values.js").Term} Term */
/** @typedef {{form: string, ms: number, text?: string, triples?: Term[][]}} Answer */
/** @typedef {{got?: number, size?: number, reading?: boolean}} Progress */
/** @typedef {{dump: string, base: string, prologue: string}} Setting */
/** @typedef {{id?: number, failed?: string, triples?: number | Term[][], text?: string, labels?: Record<string, string>} & Progress} Reply */

/** A query that was ended before its answer. */
export class Ended extends Error {
  /** @param {"late" | "stopped"} why */
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/** The graph, or the worker itself, that cannot be had. */
export class Missing extends Error {}

export class Runner {
  /** @type {Worker | undefined} */
  #worker;
  /** @type {Promise<number> | undefined} */
  #loaded;
  /** @type {Map<number, {done: (reply: Reply) => void, fail: (error: Error) => void}>} */
  #waiting = new Map();
  #last = 0;

  /**
   * @param {URL} script the worker's
   * @param {Setting} setting
   * @param {(progress: Progress) => void} told of loading
   */
  constructor(script, setting, told) {
    this.script = script;
    this.setting = setting;
    this.told = told;
  }

  /** @returns {Promise<number>} the number of triples, when they are there; rejected with Missing */
  load() {
    this.#loaded ??= this.#ask({ type: "load" }).then(
      (reply) => Number(reply.triples),
      (error) => {
        if (error instanceof Ended) throw error;
        this.#end(error);
        throw new Missing(error.message);
      },
    );
    return this.#loaded;
  }

  /**
   * @param {string} query
   * @param {number} seconds after which it is ended
   * @returns {Promise<Answer>} rejected with Ended, with Missing, or with the engine's words
   */
  async query(query, seconds) {
    await this.load();
    return /** @type {Promise<Answer>} */ (/** @type {unknown} */ (this.#timed({ type: "query", query }, seconds)));
  }

  /**
   * @param {string} query
   * @param {string} format a media type
   * @param {number} seconds
   * @returns {Promise<string>} its whole answer
   */
  async save(query, format, seconds) {
    await this.load();
    return (await this.#timed({ type: "save", query, format }, seconds)).text ?? "";
  }

  /**
   * @param {string[]} iris
   * @returns {Promise<Record<string, string>>} the labels of those that have one
   */
  async labels(iris) {
    return (await this.#ask({ type: "labels", iris })).labels ?? {};
  }

  stop() {
    this.#end(new Ended("stopped"));
  }

  /**
   * @param {object} order
   * @param {number} seconds
   */
  async #timed(order, seconds) {
    const timer = setTimeout(() => this.#end(new Ended("late")), seconds * 1000);
    try {
      return await this.#ask(order);
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * @param {object} order
   * @returns {Promise<Reply>}
   */
  #ask(order) {
    const id = ++this.#last;
    this.#worker ??= this.#begin();
    this.#worker.postMessage({ ...this.setting, ...order, id });
    return new Promise((done, fail) => this.#waiting.set(id, { done, fail }));
  }

  #begin() {
    const worker = new Worker(this.script);
    worker.onmessage = ({ data }) => {
      const reply = /** @type {Reply} */ (data);
      if (reply.id === undefined) return this.told(reply);
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if (reply.failed === undefined) waiting?.done(reply);
      else waiting?.fail(new Error(reply.failed));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#end(new Error(event.message || "the worker did not start"));
    };
    return worker;
  }

  /** @param {Error} error what all who wait are told */
  #end(error) {
    this.#worker?.terminate();
    this.#worker = this.#loaded = undefined;
    for (const { fail } of this.#waiting.values()) fail(error);
    this.#waiting.clear();
  }
}
