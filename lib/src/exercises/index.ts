export * as aNeuron from './aNeuron';
export * as gradientDescent from './gradientDescent';
export * as backpropagation from './backpropagation';
export * as recurrence from './recurrence';
