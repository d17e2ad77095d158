// node cedar.mjs MODULE POLICIES QUESTIONS.json SECONDS: asks Cedar the questions that bench_law has
// written, checks that it answers as Brygga does, and measures. Policies are parsed once.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [module, policies, questions, seconds] = process.argv.slice(2);
const cedar = createRequire(import.meta.url)(module);
const parsed = cedar.preparsePolicySet('law', { staticPolicies: readFileSync(policies, 'utf8') });
if (parsed.type !== 'success') throw new Error(JSON.stringify(parsed));

const names = ['item', 'identification', 'purpose', 'maturity', 'protection', 'two_persons', 'contact_removed',
  'custody', 'guardian_blocked', 'guardian_1', 'guardian_2', 'pupil', 'consent_scope', 'third_party', 'concern'];
const branch = id => ({ type: 'Branch', id });
const calls = JSON.parse(readFileSync(questions, 'utf8')).map(({ facts, passes }) => ({
  passes,
  call: {
    principal: branch(facts.from), action: { type: 'Action', id: 'disclose' }, resource: branch(facts.to),
    context: { ...Object.fromEntries(names.map(n => [n, facts[n] ?? 'unknown'])),
      age: Number(facts.age), no_harm: facts.assessed?.no_harm ?? 'not_assessed' },
    entities: [], preparsedPolicySetId: 'law',
  },
}));

let allowed = 0;
for (const { call, passes } of calls) {
  const answer = cedar.statefulIsAuthorized(call);
  if (answer.type !== 'success' || answer.response.diagnostics.errors.length > 0) throw new Error(JSON.stringify(answer));
  if ((answer.response.decision === 'allow') !== passes) {
    throw new Error(`Cedar says ${answer.response.decision}, Brygga ${passes}: ${JSON.stringify(call)}`);
  }
  allowed += passes;
}
console.log(`Cedar ${cedar.getCedarVersion()} agrees on ${calls.length} questions, ${allowed} of them yes`);

let best = Infinity;
for (let round = 0; round < 3; round++) {
  let n = 0;
  const start = process.hrtime.bigint();
  let spent = 0;
  while (spent < Number(seconds) / 3) {
    for (const { call } of calls) cedar.statefulIsAuthorized(call);
    n += calls.length;
    spent = Number(process.hrtime.bigint() - start) / 1e9;
  }
  best = Math.min(best, spent / n);
}
console.log(`Cedar ${Math.round(1 / best)} decisions/s ${(best * 1e9).toFixed(0)} ns`);
