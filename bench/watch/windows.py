#!/usr/bin/env python3
"""Texts for the windows of arXiv 2606.05725, and its stored scores.

    windows.py scores CLONES             what LabRAI/mmd-llm-mea-detection stores of each window, added up
    windows.py texts CLONES OUT          OUT/<pair>/benign.jsonl and OUT/<pair>/attacking.jsonl for 'watch-windows'

CLONES holds bare clones: LabRAI+mmd-llm-mea-detection/repo; for texts clairett+pytorch-sentiment-classification, mhjabreel+CharCnn_Keras, Vicomtech+hate-speech-dataset,
pytorch+examples. The texts of the paper are not in its repository (its README points to a hub), so that those here are of the same kinds and not the same: sentences of SST-2, of
AG News and of the hate speech data set of Stormfront as benign, and as attackers what those of the paper send: random words of WikiText at the lengths of the benign, or sentences of
WikiText. Nothing of it is committed.
"""
import csv, io, json, os, random, subprocess, sys


def git(repo, *command):
    path = f"{sys.argv[2]}/{repo}/repo"
    return subprocess.run(["git", "-C", path + "/.git" if os.path.isdir(path + "/.git") else path, *command], check=True, capture_output=True).stdout


def scores():
    totals, files = {}, 0
    for path in git("LabRAI+mmd-llm-mea-detection", "ls-tree", "-r", "--name-only", "HEAD", "experiment_result/main").decode().split():
        if "/MMD/" in path and path.endswith("batch_scores.csv"):
            files += 1
            for row in csv.DictReader(io.StringIO(git("LabRAI+mmd-llm-mea-detection", "show", "HEAD:" + path).decode())):
                flagged, windows = totals.get(row["split"], (0, 0))
                totals[row["split"]] = (flagged + (row["suspicious"] == "True"), windows + 1)
    print(files, "runs")
    for split, (flagged, windows) in sorted(totals.items()):
        print(f"{split:16} {flagged} of {windows}: {flagged / windows:.3f}")
    for name, splits in (("mixed", [s for s in totals if s.startswith("mixed")]), ("pure and mixed", [s for s in totals if s != "heldout_benign"])):
        flagged, windows = (sum(totals[s][i] for s in splits) for i in (0, 1))
        print(f"{name:16} {flagged} of {windows}: {flagged / windows:.3f}")


def texts():
    wiki = []
    for name in ("valid", "test"):
        for line in git("pytorch+examples", "show", f"HEAD:word_language_model/data/wikitext-2/{name}.txt").decode().splitlines():
            if not line.strip().startswith("="):
                wiki += [s.strip() + " ." for s in line.split(" . ") if 5 <= len(s.split()) <= 60]
    words = [w for s in wiki for w in s.split() if w.isalpha() and w != "unk"]
    benign = {
        "sst2": [r.split("\t")[0] for r in git("clairett+pytorch-sentiment-classification", "show", "HEAD:data/SST2/train.tsv").decode().splitlines()],
        "agnews": [r[2] for r in csv.reader(io.StringIO(git("mhjabreel+CharCnn_Keras", "show", "HEAD:data/ag_news_csv/test.csv").decode()))],
    }
    listed = git("Vicomtech+hate-speech-dataset", "ls-tree", "-r", "HEAD", "all_files").decode().split("\n")
    batch = "".join(l.split()[2] + "\n" for l in listed if l.endswith(".txt"))
    path = f"{sys.argv[2]}/Vicomtech+hate-speech-dataset/repo"
    out = subprocess.run(["git", "-C", path, "cat-file", "--batch"], input=batch.encode(), check=True, capture_output=True).stdout
    benign["hate"], at = [], 0
    while at < len(out):
        end = out.index(b"\n", at)
        size = int(out[at:end].split()[2])
        benign["hate"].append(out[end + 1:end + 1 + size].decode().strip())
        at = end + 2 + size
    draw = random.Random(1)
    for name, sentences in benign.items():
        sentences = [s for s in sentences if s.strip()]
        lengths = [len(s.split()) for s in sentences]
        for kind, attack in (("wiki", wiki), ("random", [" ".join(draw.choices(words, k=draw.choice(lengths))) for _ in range(8000)])):
            folder = f"{sys.argv[3]}/{name}-{kind}"
            os.makedirs(folder, exist_ok=True)
            for side, rows in (("benign", sentences), ("attacking", attack)):
                with open(f"{folder}/{side}.jsonl", "w", encoding="utf-8") as file:
                    file.writelines(json.dumps([name, r], ensure_ascii=False) + "\n" for r in rows)
            print(name, kind, len(sentences), len(attack))


scores() if sys.argv[1] == "scores" else texts()
