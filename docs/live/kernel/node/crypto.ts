// As much of `node:crypto` as the library uses.
export const randomUUID = (): string => crypto.randomUUID();
