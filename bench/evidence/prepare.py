"""Takes texts of known origin out of clones of public repositories and writes them as JSON Lines.

    prepare.py CLONES OUT      CLONES holds git directories named owner+name (git clone --bare, or a clone's .git):
                               yizhongw+self-instruct, openai+grade-school-math, anthropics+hh-rlhf, gururise+AlpacaDataCleaned
"""
import collections, gzip, json, os, re, subprocess, sys

CLONES, OUT = sys.argv[1:3]
os.makedirs(OUT, exist_ok=True)


def show(repo, path):
    folder = os.path.join(CLONES, repo)
    folder = folder + '/repo' if os.path.isdir(folder + '/repo') else folder
    return subprocess.run(['git', '--git-dir=' + folder, 'show', 'HEAD:' + path], capture_output=True, check=True).stdout


out={k:[] for k in('human-train','human-test','synthetic-train','synthetic-test')}
def add(k,src,t):
    t=t.strip()
    if len(t.split())>=40: out[k].append({'source':src,'text':t})
S='yizhongw+self-instruct'; T='data/finetuning/t0_train_50k/data_per_template/'
for n in ['imdb_Movie_Expressed_Sentiment','imdb_Text_Expressed_Sentiment','imdb_Writer_Expressed_Sentiment','amazon_polarity_Is_this_review','amazon_polarity_would_you_buy','amazon_polarity_user_satisfied','cnn_dailymail_3_0_0_tldr_summary','cnn_dailymail_3_0_0_news_summary']:
    for l in show(S,T+n+'.jsonl').decode().splitlines():
        d=json.loads(l); add('human-train',n,d['prompt'])
for n in ['multi_news_summary_scenario','multi_news_distill','multi_news_summarize']:
    for l in show(S,T+n+'.jsonl').decode().splitlines():
        d=json.loads(l); add('human-test','multi_news',d['completion'])
G='openai+grade-school-math'
for l in show(G,'grade_school_math/data/train.jsonl').decode().splitlines(): add('human-train','gsm8k-train',json.loads(l)['answer'])
for l in show(G,'grade_school_math/data/test.jsonl').decode().splitlines(): add('human-test','gsm8k-test',json.loads(l)['answer'])
for l in show(S,'human_eval/user_oriented_instructions.jsonl').decode().splitlines():
    for i in json.loads(l)['instances']: add('human-test','user-oriented',i['output'])
for l in gzip.decompress(show('anthropics+hh-rlhf','harmless-base/test.jsonl.gz')).decode().splitlines():
    d=json.loads(l)
    for t in re.split(r'\n\nHuman:.*?(?=\n\nAssistant:|$)',d['chosen'],flags=re.S):
        for a in t.split('\n\nAssistant:'): add('synthetic-train','hh-rlhf',a)
for d in json.loads(show('gururise+AlpacaDataCleaned','dataset_extensions/GPTeacher/Roleplay/roleplay-simple-deduped-roleplay-dataset.json')): add('synthetic-train','gpteacher-roleplay',d.get('output') or d.get('response') or '')
def resp(d):
    r=d.get('response'); 
    if isinstance(r,str): return r
    if isinstance(r,dict): return r.get('choices',[{}])[0].get('text','')
    return ''
for l in show(S,'human_eval/predictions/davinci_predictions.jsonl').decode().splitlines(): add('synthetic-train','davinci',resp(json.loads(l)))
for n in ('001','002','003'):
    for l in show(S,f'human_eval/predictions/text-davinci-{n}_predictions.jsonl').decode().splitlines(): add('synthetic-test','text-davinci-'+n,resp(json.loads(l)))
for l in show(G,'grade_school_math/data/example_model_solutions.jsonl').decode().splitlines():
    d=json.loads(l); add('synthetic-test','gsm8k-175b',d['175b_verification']['solution'])
for k,v in out.items():
    seen=set(); v=[x for x in v if not (x['text'] in seen or seen.add(x['text']))]
    print(k,len(v),collections.Counter(x['source'] for x in v))
    with open(os.path.join(OUT, k + '.jsonl'), 'w') as f:
        for x in v: f.write(json.dumps(x,ensure_ascii=False)+'\n')
