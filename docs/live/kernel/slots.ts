// The variables that cells share. A cell's own variables stay its own; the others reach them through a slot.

/** Where the value of a shared name is. */
export interface Slot {
  value: unknown;
}

type Accessors = readonly [read: () => unknown, write?: (value: unknown) => void];

class SharedSlot implements Slot {
  constructor(
    private readonly name: string,
    private accessors: Accessors,
    readonly cell: string,
  ) {}
  get value(): unknown {
    return this.accessors[0]();
  }
  set value(value: unknown) {
    const write = this.accessors[1];
    if (!write)
      throw new TypeError(`Cannot assign to '${this.name}' because it is a constant (of ${this.cell}).`);
    write(value);
  }
  become(next: Accessors): void {
    this.accessors = next;
  }
  /** Whether the declaration has been reached: before, a name of `let`, `const` or `class` cannot be read. */
  get isReached(): boolean {
    try {
      this.accessors[0]();
      return true;
    } catch {
      return false;
    }
  }
  get now(): Accessors {
    return this.accessors;
  }
}

/** All shared names of a kernel. */
export function createSlots() {
  const slots = new Map<string, SharedSlot>();
  return {
    has: (name: string): boolean => slots.has(name),
    get: (name: string): Slot | undefined => slots.get(name),
    /**
     * Shares a cell's variables under their names.
     *
     * @returns what to call when the cell has failed: names it did not reach are again what they were before
     */
    share(cell: string, variables: Readonly<Record<string, Accessors>>): () => void {
      const before = new Map<string, Accessors | undefined>();
      for (const [name, accessors] of Object.entries(variables)) {
        const known = slots.get(name);
        before.set(name, known?.now);
        if (known) known.become(accessors);
        else slots.set(name, new SharedSlot(name, accessors, cell));
      }
      return () => {
        for (const [name, accessors] of before) {
          const slot = slots.get(name);
          if (!slot || slot.isReached) continue;
          if (accessors) slot.become(accessors);
          else slots.delete(name);
        }
      };
    },
  };
}
