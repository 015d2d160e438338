/**
 * The public API: build circuits, count them, check them. Everything here is pure and runs in Node and in a browser, but
 * for `MINISAT`, which loads a CommonJS module of the package `logic-solver` and needs Node. The command line is in `cli/`.
 */

export { joinParts, type PartFile, type Parts } from './campaign/parts.ts';
export { type CampaignPlan, planCampaign, type Question } from './campaign/question.ts';
export { runShard, type Shard, type ShardVerdict } from './campaign/shard.ts';
export { ShardTally } from './campaign/shard-tally.ts';
export { type Reception, VerdictCollection } from './campaign/verdict-collection.ts';
export { arrayMultiply } from './circuits/array-multiplier.ts';
export { barrelShifter, shift, shiftSticky } from './circuits/barrel-shifter.ts';
export { baughWooleyMultiply } from './circuits/baugh-wooley-multiplier.ts';
export { boothMultiply } from './circuits/booth-multiplier.ts';
export { type CaseId, showCase } from './circuits/case-id.ts';
export {
  type AnyCircuit,
  buildCircuit,
  buildObserved,
  type Circuit,
  defineCircuit,
  modelOf,
  resolveCircuit,
} from './circuits/circuit.ts';
export { compare, isLess } from './circuits/comparator.ts';
export { daddaMultiplier, daddaMultiply, daddaReduce } from './circuits/dadda-multiplier.ts';
export { dotProduct, type Factors } from './circuits/dot-product.ts';
export { addTwoRows, DotSum, type TwoRows, twoRows } from './circuits/dot-sum.ts';
export { FAST_ADDERS, FINAL_ADDERS, type FinalAdder } from './circuits/final-adder.ts';
export { floatAdder } from './circuits/float-adder/float-adder.ts';
export { FLOAT_FORMATS, type FloatFormat, formatForWidth, formatNamed } from './circuits/float-formats.ts';
export { type FloatFields, floatFields, readFloat, showFloat } from './circuits/float-text.ts';
export { increment } from './circuits/incrementer.ts';
export { CIRCUITS } from './circuits/index.ts';
export { countLeadingZeros } from './circuits/leading-zero-counter.ts';
export { multiplyAccumulate } from './circuits/mac.ts';
export { larger } from './circuits/max.ts';
export type { Meaning } from './circuits/meaning.ts';
export { normalize } from './circuits/normalizer.ts';
export type { AnyValues, Param, Params, Values } from './circuits/params.ts';
export { multiplyByPowerOfTwo } from './circuits/power-of-two-multiplier.ts';
export { type PrefixNetwork, prefixAdd } from './circuits/prefix-network.ts';
export { rectifyParametric } from './circuits/prelu.ts';
export { rectify } from './circuits/relu.ts';
export { rippleCarryAdd } from './circuits/ripple-carry-adder.ts';
export { subtract } from './circuits/subtractor.ts';
export { wallaceMultiply } from './circuits/wallace-multiplier.ts';
export { type Claim, MEASURES, type Point } from './claims/claim.ts';
export { CLAIMS } from './claims/index.ts';
export { METRICS } from './cost/index.ts';
export { type Metric, type Price, priceOf } from './cost/metric.ts';
export { aceV2 } from './cost/metrics/ace.ts';
export { type Network, type NetworkCost, networkCost } from './cost/network/network.ts';
export { networkOf } from './cost/network/network-file.ts';
export { type Operation, operationOf } from './cost/operation.ts';
export { daddaHeights } from './dots/dadda-schedule.ts';
export { type FaultOptions, type FaultResult, runFaults } from './faults/campaign.ts';
export type { FileInfo, Format as FileFormat, Vector } from './formats/format.ts';
export { FILE_FORMATS } from './formats/index.ts';
export { labelOfFile, type NetlistOptions, readNetlist } from './formats/read-netlist.ts';
export { fullAdder, halfAdder } from './gates/adders.ts';
export { Builder } from './gates/builder.ts';
export { type Bus, constantBus, type Ports } from './gates/bus.ts';
export { CELLS, type Cell } from './gates/cell.ts';
export { CHECK_RULES, type Check, check, type Violation } from './gates/check.ts';
export { type Count, count } from './gates/count.ts';
export { depth, levels } from './gates/depth.ts';
export {
  type Equation,
  type EquationSplit,
  type EquationTerm,
  productEquation,
  showEquation,
  sumEquation,
} from './gates/equation.ts';
export { type Algebra, fold } from './gates/fold.ts';
export { GATES, type Gate } from './gates/gate.ts';
export { type Complaint, Misuse } from './gates/misuse.ts';
export { type Net, netAt, ONE, ZERO } from './gates/net.ts';
export { type Netlist, type Scope, scopeAt, scopePath } from './gates/netlist.ts';
export { parseNetlist, printNetlist } from './gates/text.ts';
export type { Blasted, Blaster, BlasterKind } from './proof/blaster.ts';
export { certificateOf } from './proof/certificate.ts';
export { checkCertificate, type Replay } from './proof/certificate-checker.ts';
export type { Specification } from './proof/decide-same.ts';
export { MINISAT } from './proof/minisat.ts';
export type { Proof } from './proof/proof.ts';
export { proveEqual } from './proof/prove-equal.ts';
export { type ProveOptions, proveEquation } from './proof/prove-equation.ts';
export type { FloatProof, FloatProofOptions, FloatStep } from './proof/prove-float-sum.ts';
export { proveSplit } from './proof/prove-split.ts';
export { type Recovered, recover } from './proof/recover.ts';
export { settle } from './proof/settle-doubt.ts';
export type { Solver, SolverAnswer, SolverKind } from './proof/solver.ts';
export { ENGINES, type Engine } from './sim/engines.ts';
export { evaluate, type PortValues } from './sim/evaluate.ts';
export { interpreter } from './sim/interpreter.ts';
export { compile, type Program } from './sim/program.ts';
export { simulateMany } from './sim/simulate-many.ts';
export type { CreateSimulator, Simulator } from './sim/simulator.ts';
export { type Document, type Table, tableOf } from './tables/document.ts';
export { TABLE_FORMATS, writeDocument } from './tables/table-formats.ts';
export { CATALOGUE, type Catalogue } from './verify/catalogue.ts';
export { checkCatalogue } from './verify/check-catalogue.ts';
export { planJobs, type Selection } from './verify/plan.ts';
export { proveCircuit } from './verify/prove-circuit.ts';
export { type FloatAdderOptions, proveFloatAdder } from './verify/prove-float-adder.ts';
export { proveSame, type SameOptions } from './verify/prove-same.ts';
export { runJob } from './verify/run-job.ts';
export type { CircuitSummary, ClaimSummary, VerificationSummary } from './verify/summary.ts';
export { Tally } from './verify/tally.ts';
export type { Job, Verdict } from './verify/verdict.ts';
