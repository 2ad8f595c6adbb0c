// The variables that cells share. A cell's own variables stay its own; the others reach them through a slot.

/** Where the value of a shared name is. */
export interface Slot {
  value: unknown;
}

type Accessors = readonly [read: () => unknown, write?: (value: unknown) => void];

class SharedSlot implements Slot {
  /** While a cell makes the name anew: what an earlier cell made under it. */
  earlier: Accessors | undefined;

  constructor(
    private readonly name: string,
    public accessors: Accessors,
  ) {}
  get value(): unknown {
    try {
      return this.accessors[0]();
    } catch (error) {
      // A name of `let`, `const` or `class` cannot be read before its declaration is reached.
      if (this.earlier) return this.earlier[0]();
      throw error;
    }
  }
  set value(value: unknown) {
    const write = this.accessors[1];
    if (!write) throw new TypeError(`Cannot assign to '${this.name}' because it is a constant.`);
    write(value);
  }
  get isReached(): boolean {
    try {
      this.accessors[0]();
      return true;
    } catch {
      return false;
    }
  }
}

/** What is to be done with a cell's names at its end. */
export interface Shared {
  /** The cell ran to its end. */
  keep(): void;
  /** The cell failed: names that it did not reach are again what they were before. */
  undo(): void;
}

/** All shared names of a kernel. */
export function createSlots() {
  const slots = new Map<string, SharedSlot>();
  return {
    has: (name: string): boolean => slots.has(name),
    get: (name: string): Slot | undefined => slots.get(name),
    /** Shares a cell's variables under their names. */
    share(variables: Readonly<Record<string, Accessors>>): Shared {
      for (const [name, accessors] of Object.entries(variables)) {
        const slot = slots.get(name);
        if (slot) {
          slot.earlier = slot.accessors;
          slot.accessors = accessors;
        } else slots.set(name, new SharedSlot(name, accessors));
      }
      return {
        keep() {
          for (const name of Object.keys(variables)) {
            const slot = slots.get(name);
            if (slot) slot.earlier = undefined;
          }
        },
        undo() {
          for (const name of Object.keys(variables)) {
            const slot = slots.get(name);
            if (slot && !slot.isReached) {
              if (slot.earlier) slot.accessors = slot.earlier;
              else slots.delete(name);
            }
            if (slot) slot.earlier = undefined;
          }
        },
      };
    },
  };
}
