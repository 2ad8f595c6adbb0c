// The checks of each notebook's exercises, one namespace a notebook: `import { aNeuron } from 'carry/exercises'`.
export * as breakTheAdder from './breakTheAdder';
export * as aNeuron from './aNeuron';
export * as dataAsVectors from './dataAsVectors';
export * as gradientDescent from './gradientDescent';
export * as backpropagation from './backpropagation';
export * as automaticGradients from './automaticGradients';
export * as recurrence from './recurrence';
export * as theCarryAsAScan from './theCarryAsAScan';
export * as anAdderByHand from './anAdderByHand';
export * as aMemoryThatHolds from './aMemoryThatHolds';
export * as insideTheAdder from './insideTheAdder';
export * as aProofForEveryLength from './aProofForEveryLength';
export * as whyRnnsAreHardToTrain from './whyRnnsAreHardToTrain';
export * as anLstmInTensorflow from './anLstmInTensorflow';
export * as aDecimalAdder from './aDecimalAdder';
export * as yourOwnMachine from './yourOwnMachine';
