"""What `roundtable scan` finds of models that name themselves, and of people who do not, on public texts of known origin.

    identified.py CLONES ROUNDTABLE [KEPT]

CLONES holds git directories named owner+name (git clone --bare, or a clone's .git): tatsu-lab+alpaca_eval, anthropics+hh-rlhf, cardiffnlp+xlm-t,
cardiffnlp+tweeteval, suu990901+chatgpt-comparison-detection-HC3-Plus, hiyouga+LLaMA-Factory, yizhongw+self-instruct, openai+grade-school-math.
What a clone lacks is left out and said. ROUNDTABLE is the program, as in ./roundtable. KEPT, a folder, receives the rows and their labels.

A loose expression that shares nothing with the program's list picks the texts in which a model may speak of itself ("net"): of models' texts in the net
the share that is found bounds recall from below, since the net also holds texts that only mention models.
"""
import collections, gzip, json, os, re, subprocess, sys, tempfile

CLONES, PROGRAM = sys.argv[1], os.path.abspath(sys.argv[2])
KEPT = sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp()
os.makedirs(KEPT, exist_ok=True)
NET = re.compile(
    r"\bI(?:'m| am|’m)(?: just| only)? an? (?:[a-z-]+ ){0,3}(?:AI|language model|artificial intelligence|chatbot|machine)\b|\b[Aa]s an? (?:[a-z-]+ ){0,3}(?:AI|language model|LLM|artificial intelligence)\b"
    r"|\bI (?:am|was) (?:[a-z]+ ){0,2}(?:trained|created|developed) by\b|\bmy name is (?:ChatGPT|Claude|Bard|Gemini|Vicuna|Alpaca|Koala|Qwen)|作为一个?(?:AI|人工智能|语言模型|大型)|我是一个?(?:AI|人工智能|大型语言|语言模型)")
VENDORS = [('gpt', 'OpenAI'), ('chatgpt', 'OpenAI'), ('davinci', 'OpenAI'), ('claude', 'Anthropic'), ('gemini', 'Google'), ('gemma', 'Google'), ('qwen', 'Alibaba'),
           ('mistral', 'Mistral AI'), ('mixtral', 'Mistral AI'), ('vicuna', 'LMSYS'), ('llama', 'Meta'), ('cohere', 'Cohere'), ('deepseek', 'DeepSeek'), ('yi-', '01.AI'),
           ('falcon', 'TII'), ('phi', 'Microsoft'), ('wizardlm', 'Microsoft'), ('guanaco', 'others'), ('oasst', 'LAION'), ('internlm', 'Shanghai AI Lab'), ('baichuan', 'Baichuan'), ('jina', 'others')]


def git(repo, *command):
    folder = os.path.join(CLONES, repo)
    folder = folder + '/repo' if os.path.isdir(folder + '/repo') else folder
    return subprocess.run(['git', '--git-dir=' + folder, *command], capture_output=True, check=True).stdout


def show(repo, path):
    return git(repo, 'show', 'HEAD:' + path)


def lines(repo, path):
    try:
        return [line for line in show(repo, path).decode().split('\n') if line.strip()]
    except subprocess.CalledProcessError:
        print(f'{repo}: {path} is not in the clone', file=sys.stderr)
        return []


groups = collections.OrderedDict()


def add(truth, language, source, text):
    text = (text or '').strip()
    if text:
        groups.setdefault((truth, language, source), []).append(text)


def part(name, take):
    try:
        take()
    except (subprocess.CalledProcessError, ValueError, OSError) as e:
        print(f'{name} was left out: {e}', file=sys.stderr)


def alpaca_eval():
    for path in git('tatsu-lab+alpaca_eval', 'ls-tree', '-r', '--name-only', 'HEAD', 'results').decode().splitlines():
        if path.endswith('/model_outputs.json') and path.count('/') == 2:
            model = path.split('/')[1]
            vendor = next((v for k, v in VENDORS if k in model.lower()), 'others')
            try:
                rows = json.loads(show('tatsu-lab+alpaca_eval', path))
            except (subprocess.CalledProcessError, ValueError):
                continue
            for row in rows:
                add('model', 'en', f'alpaca_eval, {vendor}', row.get('output'))


def hh():
    for line in gzip.decompress(show('anthropics+hh-rlhf', 'harmless-base/test.jsonl.gz')).decode().splitlines():
        for text in (json.loads(line)['chosen'], json.loads(line)['rejected']):
            for turn in re.split(r'\n\n(?=Human:|Assistant:)', text.strip()):
                who, said = turn.split(':', 1) if ':' in turn else ('', '')
                if who in ('Human', 'Assistant'):
                    add('person' if who == 'Human' else 'model', 'en', 'hh-rlhf, ' + who.lower() + ' turns', said)


def tweets():
    for path in git('cardiffnlp+xlm-t', 'ls-tree', '-r', '--name-only', 'HEAD', 'data/sentiment').decode().splitlines():
        m = re.match(r'data/sentiment/(\w+)/(?:train|test|val)_text.txt$', path)
        if m and m[1] != 'all':
            code = dict(arabic='ar', english='en', french='fr', german='de', italian='it', portuguese='pt', spanish='es', hindi='hi')[m[1]]
            for line in lines('cardiffnlp+xlm-t', path):
                add('person', code, 'xlm-t, tweets', line)
    for path in ('datasets/sentiment/train_text.txt', 'datasets/emoji/test_text.txt', 'datasets/offensive/train_text.txt', 'datasets/hate/train_text.txt', 'datasets/irony/train_text.txt'):
        for line in lines('cardiffnlp+tweeteval', path):
            add('person', 'en', 'tweeteval, tweets', line)


def hc3():
    for path, code in (('data/en/val_hc3_si.jsonl', 'en'), ('data/zh/test_hc3_si.jsonl', 'zh'), ('data/zh/val_hc3_QA.jsonl', 'zh'), ('data/zh/val_hc3_si.jsonl', 'zh')):
        for line in lines('suu990901+chatgpt-comparison-detection-HC3-Plus', path):
            row = json.loads(line)
            label = row.get('label')
            add('person' if label in (0, '0', 'human') else 'model', code, 'HC3-Plus', row.get('text') or row.get('answer'))


def factory():
    for name, code in (('alpaca_en_demo', 'en'), ('alpaca_zh_demo', 'zh'), ('identity', 'en')):
        for row in json.loads(show('hiyouga+LLaMA-Factory', f'data/{name}.json')):
            text = row['output'].replace('{{name}}', 'Ophelia').replace('{{author}}', 'the Ophelia team')
            add('model', 'zh' if re.search('[一-鿿]', text) else 'en', f'LLaMA-Factory, {name}', text)
    for line in show('hiyouga+LLaMA-Factory', 'data/c4_demo.jsonl').decode().splitlines():
        add('person', 'en', 'LLaMA-Factory, c4 (web before 2020)', json.loads(line)['text'])


def older():
    T = 'data/finetuning/t0_train_50k/data_per_template/'
    for path in git('yizhongw+self-instruct', 'ls-tree', '--name-only', 'HEAD', T).decode().splitlines():
        if re.search('imdb|amazon|cnn_dailymail|multi_news|yelp', path):
            for line in show('yizhongw+self-instruct', path).decode().splitlines():
                add('person', 'en', 'T0, reviews and news', json.loads(line)['prompt'])
    for line in show('openai+grade-school-math', 'grade_school_math/data/train.jsonl').decode().splitlines():
        add('person', 'en', 'grade-school-math', json.loads(line)['answer'])


for name, take in (('alpaca_eval', alpaca_eval), ('hh-rlhf', hh), ('tweets', tweets), ('HC3-Plus', hc3), ('LLaMA-Factory', factory), ('T0 and grade-school-math', older)):
    part(name, take)

path = os.path.join(KEPT, 'rows.jsonl')
with open(path, 'w') as out:
    for key, texts in groups.items():
        groups[key] = texts = list(dict.fromkeys(texts))
        for text in texts:
            out.write(json.dumps({'group': ' | '.join(key), 'prompt': 'p', 'response': text}, ensure_ascii=False) + '\n')
if PROGRAM.endswith('.jsonl'):
    print(f'{sum(map(len, groups.values()))} rows in {path}')
    sys.exit()
done = subprocess.run([PROGRAM, 'scan', path, '--out', os.path.join(KEPT, 'report'), '--force', '--dry-run', '--no-duplicates', '--no-records', '--json'],
                      env=dict(os.environ, ROUNDTABLE_DATA=os.path.join(KEPT, 'data')), capture_output=True, text=True)
assert done.returncode == 0, done.stderr
labels = (json.loads(line) for line in open(os.path.join(KEPT, 'report', 'rows.jsonl')))
print('| truth | language | source | texts | called synthetic | texts in the net | of these found |\n| --- | --- | --- | ---: | ---: | ---: | ---: |')
sums, kinds = collections.Counter(), collections.Counter()
wrong = open(os.path.join(KEPT, 'wrong.txt'), 'w')
for (truth, language, source), texts in groups.items():
    found = net = both = 0
    for text in texts:
        label = next(labels)
        is_found, is_net = label['origin'] == 'synthetic', bool(NET.search(text))
        found, net, both = found + is_found, net + is_net, both + (is_found and is_net)
        for kind in {e['says'].split(':')[0] for e in label['evidence'] if e['kind'] == 'self-identified' and e['strength'] in ('moderate', 'strong')} if is_found else ():
            kinds[kind, truth] += 1
        if is_found != (truth == 'model') and (is_found or is_net):
            wrong.write(json.dumps([truth, language, source, [e['says'] for e in label['evidence']], text[:600]], ensure_ascii=False) + '\n')
    sums[truth, 'texts'] += len(texts)
    sums[truth, 'found'] += found
    print(f'| {truth} | {language} | {source} | {len(texts)} | {found} | {net} | {f"{both} ({both / net:.0%})" if net else "–"} |')
print(f"\nPrecision: {sums['model', 'found']} of {sums['model', 'found'] + sums['person', 'found']} rows called synthetic are models'. Of {sums['person', 'texts']} texts by people {sums['person', 'found']} are called so.\n")
print('| kind | models\' rows | people\'s rows |\n| --- | ---: | ---: |')
for kind in sorted({k for k, _ in kinds}, key=lambda k: -kinds[k, 'model']):
    print(f"| {kind} | {kinds[kind, 'model']} | {kinds[kind, 'person']} |")
