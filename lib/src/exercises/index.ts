export * as aNeuron from './aNeuron';
export * as anAdderByHand from './anAdderByHand';
export * as anLstmInTensorflow from './anLstmInTensorflow';
export * as gradientDescent from './gradientDescent';
export * as backpropagation from './backpropagation';
export * as recurrence from './recurrence';
export * as whyRnnsAreHardToTrain from './whyRnnsAreHardToTrain';
export * as yourOwnMachine from './yourOwnMachine';
