// The same questions put to llm-council, all at once, pass after pass: node council.mjs SERVER QUESTIONS PASSES
import { LLMCouncil } from 'llm-council';

const [server, count, passes] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const council = new LLMCouncil({
  provider: 'openrouter', apiKey: 'none', baseUrl: server,
  models: [1, 2, 3, 4, 5].map((i) => `model-${i}`), chairmanModel: 'model-1',
});
for (let pass = 1; pass <= passes; pass++) {
  const started = performance.now();
  const results = await Promise.all(Array.from({ length: count }, (_, i) =>
    council.run(`Proposal ${i}: should a team take the smaller of two steps first, even when the larger one is needed in the end?`)));
  const failed = results.filter((r) => r.error).length;
  if (failed) throw new Error(`${failed} questions failed: ${results.find((r) => r.error).error}`);
  const seconds = (performance.now() - started) / 1000;
  console.log(JSON.stringify({ pass, questions: count, seconds, questionsPerSecond: count / seconds }));
}
