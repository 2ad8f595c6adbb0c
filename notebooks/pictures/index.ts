// Pictures that one notebook alone shows: `import … from 'carry/pictures'`.
export * from './graspableLines';
export * from './decimalStudies';
export * from './gatedCells';
export * from './movableLine';
export * from './neuronGraph';
export * from './toolbox';
export * from './truthSquares';
export * from './unrolledNetwork';
export * from './bendingPlane';
export * from './gradientFlow';
export * from './networkInUse';
export * from './lossCurves';
export * from './valueGraph';
export * from './recurrence';
export * from './scanRounds';
export * from './boxPlane';
export * from './lossMap';
