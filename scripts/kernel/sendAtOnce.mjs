// Mends a flaw of the kernel's transport.
//
// zeromq sends at once, but holds back every 513th message of a socket to let other work run, and until that one has
// left it refuses all others: "Socket is busy writing". tslab does not wait for its messages to leave. So a live chart
// would now and then make its cell fail, and the cells that wait behind a failed one are silently left out.
// A socket whose send timeout is 0 never holds back.

/**
 * @typedef {{ sendTimeout: number, send(message: unknown): Promise<void> }} Sender
 */

/**
 * Makes all sockets of these kinds send at once.
 * @param {{ prototype: Sender }[]} kinds
 */
export function sendAtOnce(kinds) {
  for (const { prototype } of kinds) {
    const { send } = prototype;
    /** @this {Sender} @param {unknown} message */
    function sendNow(message) {
      if (this.sendTimeout !== 0) this.sendTimeout = 0;
      return send.call(this, message);
    }
    // The inherited method cannot be assigned over, but an own one may stand before it.
    Object.defineProperty(prototype, 'send', { value: sendNow });
  }
}
