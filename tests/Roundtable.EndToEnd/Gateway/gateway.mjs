// The official SDKs through the gateway: node gateway.mjs ADDRESS. Prints one JSON object of what each call came to.
import Anthropic, { toFile as toAnthropicFile } from '@anthropic-ai/sdk';
import OpenAI, { toFile } from 'openai';

const address = process.argv[2];
const openai = new OpenAI({ baseURL: `${address}/openai/v1`, apiKey: 'sk-of-the-caller', maxRetries: 0 });
const anthropic = new Anthropic({ baseURL: `${address}/anthropic`, apiKey: 'sk-ant-of-the-caller', maxRetries: 0 });
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
    return [e.constructor.name, e.status ?? null, e.code ?? null, e.message];
  }
};

const steps = {
  async chat() {
    const { data, response } = await openai.chat.completions.create({ model: 'plain', messages: [{ role: 'user', content: 'Hi' }] }).withResponse();
    return [data.choices[0].message.content, data.usage.total_tokens, response.headers.get('x-roundtable-call') !== null];
  },
  async chatStream() {
    const stream = await openai.chat.completions.create({ model: 'stream', messages: [{ role: 'user', content: 'Hi' }], stream: true, stream_options: { include_usage: true } });
    let text = '', tokens = 0, chunks = 0;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta?.content ?? '';
      tokens = chunk.usage?.total_tokens ?? tokens;
      chunks++;
    }
    return [text, tokens, chunks];
  },
  async chatTools() {
    const stream = openai.chat.completions.stream({
      model: 'tools',
      messages: [{ role: 'user', content: 'Weather?' }],
      tools: [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }],
    });
    const final = await stream.finalChatCompletion();
    return final.choices[0].message.tool_calls.map((c) => [c.id, c.function.name, c.function.arguments]);
  },
  async chatImage() {
    const answer = await openai.chat.completions.create({
      model: 'image',
      messages: [{ role: 'user', content: [{ type: 'text', text: 'What is it?' }, { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }] }],
    });
    return answer.choices[0].message.content;
  },
  async chatError() {
    return failure(() => openai.chat.completions.create({ model: 'limited', messages: [{ role: 'user', content: 'Hi' }] }));
  },
  async chatErrorInStream() {
    return failure(async () => {
      const stream = await openai.chat.completions.create({ model: 'breaks', messages: [{ role: 'user', content: 'Hi' }], stream: true });
      for await (const _ of stream);
    });
  },
  async chatAborted() {
    const stream = await openai.chat.completions.create({ model: 'stalls', messages: [{ role: 'user', content: 'Hi' }], stream: true });
    for await (const _ of stream) stream.controller.abort();
    return 'aborted';
  },
  async responses() {
    const answer = await openai.responses.create({ model: 'response', input: 'Hi' });
    return [answer.output_text, answer.usage.total_tokens];
  },
  async responsesStream() {
    const final = await openai.responses.stream({ model: 'response-stream', input: 'Hi' }).finalResponse();
    return [final.output_text, final.status];
  },
  async embeddings() {
    const answer = await openai.embeddings.create({ model: 'embedding', input: 'Hi' });
    return [Array.from(answer.data[0].embedding), answer.usage.prompt_tokens];
  },
  async models() {
    return collect(openai.models.list());
  },
  async files() {
    const made = await openai.files.create({ file: await toFile(Buffer.from('{"a":1}\n{"b":"ü"}\n'), 'rows.jsonl'), purpose: 'batch' });
    const read = await openai.files.retrieve(made.id);
    const content = await (await openai.files.content(made.id)).text();
    const gone = await openai.files.delete(made.id);
    return [made.id, read.bytes, content, gone.deleted, await collect(openai.files.list())];
  },
  async batches() {
    const made = await openai.batches.create({ input_file_id: 'file-1', endpoint: '/v1/chat/completions', completion_window: '24h' });
    const read = await openai.batches.retrieve(made.id);
    const stopped = await openai.batches.cancel(made.id);
    return [made.status, read.status, stopped.status, await collect(openai.batches.list())];
  },
  async messages() {
    const { data, response } = await anthropic.messages.create({ model: 'message', max_tokens: 64, messages: [{ role: 'user', content: 'Hi' }] }).withResponse();
    return [data.content[0].text, data.usage.output_tokens, response.headers.get('x-roundtable-call') !== null];
  },
  async messagesThinking() {
    const final = await anthropic.messages.stream({
      model: 'thinks',
      max_tokens: 4096,
      thinking: { type: 'enabled', budget_tokens: 1024 },
      tools: [{ name: 'read', input_schema: { type: 'object', properties: { path: { type: 'string' } } } }],
      messages: [{ role: 'user', content: 'Read /a' }],
    }).finalMessage();
    const [thought, tool] = final.content;
    return [thought.thinking, thought.signature, tool.name, tool.input, final.stop_reason, final.usage.output_tokens];
  },
  async messagesImage() {
    const answer = await anthropic.messages.create({
      model: 'message-image',
      max_tokens: 64,
      messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } }, { type: 'text', text: 'What is it?' }] }],
    });
    return answer.content[0].text;
  },
  async countTokens() {
    return (await anthropic.messages.countTokens({ model: 'message', messages: [{ role: 'user', content: 'Hi' }] })).input_tokens;
  },
  async messagesError() {
    return (await failure(() => anthropic.messages.create({ model: 'overloaded', max_tokens: 64, messages: [{ role: 'user', content: 'Hi' }] }))).slice(0, 2);
  },
  async messageBatches() {
    const made = await anthropic.messages.batches.create({ requests: [{ custom_id: 'one', params: { model: 'message', max_tokens: 64, messages: [{ role: 'user', content: 'Hi' }] } }] });
    const read = await anthropic.messages.batches.retrieve(made.id);
    const results = [];
    for await (const result of await anthropic.messages.batches.results(made.id)) results.push([result.custom_id, result.result.type]);
    return [made.processing_status, read.processing_status, results];
  },
  async betaFiles() {
    const made = await anthropic.beta.files.upload({ file: await toAnthropicFile(Buffer.from('words'), 'words.txt', { type: 'text/plain' }), betas: ['files-api-2025-04-14'] });
    return made.id;
  },
  async anthropicModels() {
    return collect(anthropic.models.list());
  },
};

for (const [name, step] of Object.entries(steps)) {
  try {
    report[name] = await step();
  } catch (e) {
    report[name] = `FAILED: ${e.stack}`;
  }
}

console.log(JSON.stringify(report));
