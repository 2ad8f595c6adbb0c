export * as gradientDescent from './gradientDescent';
