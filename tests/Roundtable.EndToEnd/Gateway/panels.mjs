// The official SDKs with panels for models: node panels.mjs ADDRESS. Prints one JSON object of what each call came to.
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';

const address = process.argv[2];
const model = 'roundtable/rehearsal';
const openai = new OpenAI({ baseURL: `${address}/v1`, apiKey: 'none', maxRetries: 0 });
const anthropic = new Anthropic({ baseURL: address, apiKey: 'none', maxRetries: 0 });
const throughGateway = new OpenAI({ baseURL: `${address}/openai/v1`, apiKey: 'none', maxRetries: 0 });
const messages = [{ role: 'user', content: 'Which database for a multi-tenant service?' }];
const report = {};

const collect = async (pages) => {
  const all = [];
  for await (const item of pages) all.push(item.id);
  return all;
};
const failure = async (call) => {
  try {
    await call();
    return 'no error';
  } catch (e) {
    return [e.constructor.name, e.status, e.param ?? null, e.error?.error?.message ?? e.message];
  }
};

const steps = {
  models: () => collect(openai.models.list()),
  model: async () => (await openai.models.retrieve(model)).id,
  anthropicModels: () => collect(anthropic.models.list()),
  anthropicModel: async () => (await anthropic.models.retrieve(model)).display_name,
  async chat() {
    const { data, response } = await openai.chat.completions.create({ model, messages }).withResponse();
    return [data.choices[0].message.content, data.roundtable.session === response.headers.get('x-roundtable-session'), data.roundtable.answered];
  },
  async chatStream() {
    const stream = openai.chat.completions.stream({ model, messages, stream_options: { include_usage: true } });
    let own, pieces = 0;
    for await (const chunk of stream) {
      own = chunk.roundtable?.fused ? chunk.roundtable : own;
      pieces += chunk.choices[0]?.delta?.content ? 1 : 0;
    }
    const final = await stream.finalChatCompletion();
    return [final.choices[0].message.content, own.fused.sentences.length, pieces, final.choices[0].finish_reason];
  },
  async responses() {
    const answer = await openai.responses.create({ model, input: messages[0].content, instructions: 'Be brief.' });
    return [answer.output_text, answer.status, answer.roundtable.answered];
  },
  async responsesStream() {
    const final = await openai.responses.stream({ model, input: messages[0].content }).finalResponse();
    return [final.output_text, final.status, final.roundtable.answered];
  },
  async messages() {
    const answer = await anthropic.messages.create({ model, max_tokens: 2048, messages });
    return [answer.content[0].text, answer.stop_reason, answer.roundtable.answered];
  },
  async messagesStream() {
    const stream = anthropic.messages.stream({ model, max_tokens: 2048, system: 'Be brief.', messages });
    let own;
    stream.on('streamEvent', (e) => (own = e.type === 'message_delta' ? e.roundtable : own));
    const final = await stream.finalMessage();
    return [final.content[0].text, final.stop_reason, own.answered];
  },
  async throughTheGateway() {
    const answer = await throughGateway.chat.completions.create({ model, messages });
    return [answer.choices[0].message.content, answer.roundtable.answered];
  },
  upstreamsList: () => collect(throughGateway.models.list()),
  severalChoices: () => failure(() => openai.chat.completions.create({ model, messages, n: 2 })),
  tools: () => failure(() => openai.responses.create({ model, input: 'Hi', tools: [{ type: 'web_search' }] })),
  image: () => failure(() => anthropic.messages.create({ model, max_tokens: 64, messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'url', url: 'https://example.org/a.png' } }] }] })),
  countTokens: () => failure(() => anthropic.messages.countTokens({ model, messages })),
  otherModel: () => failure(() => openai.chat.completions.create({ model: 'gpt-x', messages })),
};

for (const [name, step] of Object.entries(steps)) {
  try {
    report[name] = await step();
  } catch (e) {
    report[name] = `FAILED: ${e.stack}`;
  }
}

console.log(JSON.stringify(report));
