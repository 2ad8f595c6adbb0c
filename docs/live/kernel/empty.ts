// Stands for a companion of the library that does not exist.
export {};
