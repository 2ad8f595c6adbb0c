export * as aNeuron from './aNeuron';
export * as anAdderByHand from './anAdderByHand';
export * as gradientDescent from './gradientDescent';
export * as backpropagation from './backpropagation';
export * as recurrence from './recurrence';
export * as whyRnnsAreHardToTrain from './whyRnnsAreHardToTrain';
