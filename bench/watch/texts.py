#!/usr/bin/env python3
"""Makes the texts of the bench from bare clones of public repositories: texts.py CLONES DATA OUT

CLONES holds clinc+oos-eval/repo, anthropics+hh-rlhf/repo, openai+grade-school-math/repo, suzgunmirac+BIG-Bench-Hard/repo, tatsu-lab+alpaca_eval/repo,
yizhongw+self-instruct/repo, ruixiangcui+AGIEval/repo, xliuhw+NLU-Evaluation-Data/repo, gururise+AlpacaDataCleaned/repo,
hiyouga+LLaMA-Factory/repo, Instruction-Tuning-with-GPT-4+GPT-4-LLM/repo and csitfun+LogiQA2.0/repo;
DATA is ../shared/data. Nothing of it is committed.
"""
import csv, gzip, json, os, random, subprocess, sys

clones, data, out = sys.argv[1:]


def show(repo, path):
    return subprocess.run(["git", "-C", f"{clones}/{repo}/repo", "show", f"HEAD:{path}"], check=True, capture_output=True).stdout


people, tasks, items = [], [], []
for row in list(csv.reader(open(f"{data}/texts/banking77-train.csv", encoding="utf-8")))[1:]:
    people.append(["banking/" + row[1][:4], row[0]])
for split, rows in json.loads(show("clinc+oos-eval", "data/data_full.json")).items():
    people += [["clinc/" + label, text] for text, label in rows]
for line in gzip.decompress(show("anthropics+hh-rlhf", "harmless-base/test.jsonl.gz")).decode().splitlines():
    for i, turn in enumerate(json.loads(line)["chosen"].split("\n\nHuman: ")[1:]):
        people.append([f"talk/{len(line) % 7}", turn.split("\n\nAssistant:")[0]])
tasks += [["alpaca_eval", r["instruction"]] for r in json.loads(show("tatsu-lab+alpaca_eval", "results/gpt4/model_outputs.json"))]
tasks += [["gsm8k", json.loads(l)["question"]] for l in show("openai+grade-school-math", "grade_school_math/data/train.jsonl").decode().splitlines()]
items += [["gsm8k", json.loads(l)["question"]] for l in show("openai+grade-school-math", "grade_school_math/data/test.jsonl").decode().splitlines()]
names = subprocess.run(["git", "-C", f"{clones}/suzgunmirac+BIG-Bench-Hard/repo", "ls-tree", "--name-only", "HEAD", "bbh/"], check=True, capture_output=True, text=True).stdout.split()
for name in names:
    text = show("suzgunmirac+BIG-Bench-Hard", name)
    if text.startswith(b"{"):  # large files of a clone may be pointers
        items += [[name, e["input"]] for e in json.loads(text)["examples"]]
T0 = "data/finetuning/t0_train_50k/data_per_template/"
for path in subprocess.run(["git", "-C", f"{clones}/yizhongw+self-instruct/repo", "ls-tree", "-r", "--name-only", "HEAD", T0], check=True, capture_output=True, text=True).stdout.split():
    text = show("yizhongw+self-instruct", path).decode()
    if text.startswith("{"):
        rows = [json.loads(l) for l in text.splitlines()]
        tasks += [["t0/" + path[len(T0):].split("_")[0], r["prompt"]] for r in rows[:60] if 20 < len(r["prompt"]) < 2000]
for name in ("aqua-rat", "logiqa-en", "lsat-ar", "lsat-lr", "sat-en", "sat-math"):
    for row in map(json.loads, show("ruixiangcui+AGIEval", f"data/v1/{name}.jsonl").decode().splitlines()):
        items.append(["agieval/" + name, "\n".join(filter(None, [row["passage"], row["question"], *row["options"]]))])
# What the second kept-back side draws from, besides a fresh part of the people: nothing of it was in a bench before.
people2, tasks2, items2 = set(), [], []
NLU = "CrossValidation/out4WatsonReal/"
for path in subprocess.run(["git", "-C", f"{clones}/xliuhw+NLU-Evaluation-Data/repo", "ls-tree", "-r", "--name-only", "HEAD", NLU], check=True, capture_output=True, text=True).stdout.split():
    if "/merged/intents/" in path and path.endswith(".csv"):
        people2 |= {("home/" + row[1].split("_")[0], row[0]) for row in csv.reader(show("xliuhw+NLU-Evaluation-Data", path).decode().splitlines()) if len(row) == 2}
for repo, path in (("gururise+AlpacaDataCleaned", "dataset_extensions/GPTeacher/Roleplay/roleplay-simple-deduped-roleplay-dataset.json"), 
                   ("hiyouga+LLaMA-Factory", "data/alpaca_en_demo.json")):
    tasks2 += [[path.split("/")[-1][:12], (r["instruction"] + "\n" + r["input"]).strip()] for r in json.loads(show(repo, path)) if 20 < len(r["instruction"]) < 2000]
for line in show("Instruction-Tuning-with-GPT-4+GPT-4-LLM", "plots/data/user_oriented_instructions.jsonl").decode().splitlines():
    row = json.loads(line)
    tasks2 += [["user", row["instruction"] + "\n" + i["input"]] for i in row["instances"]]
for name in ("test", "dev"):
    for row in map(json.loads, show("csitfun+LogiQA2.0", f"logiqa/DATA/LOGIQA/{name}.txt").decode().splitlines()):
        items2.append(["logiqa2", "\n".join([row["text"], row["question"], *row["options"]])])
os.makedirs(out, exist_ok=True)
for name, rows in (("people", people), ("tasks", tasks), ("items", items), ("people2", sorted(map(list, people2))), ("tasks2", tasks2), ("items2", items2)):
    random.Random(1).shuffle(rows)
    with open(f"{out}/{name}.jsonl", "w", encoding="utf-8") as file:
        file.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
    print(name, len(rows))
