#!/usr/bin/env python3
"""Runs scenarios through 'roundtable watch' and says what was found: run.py ROUNDTABLE_DLL TEXTS FIRST-LAST [SCENARIO...]

Seeds below 1000 are for tuning rules, those from 1000 on are kept back: other texts, other wordings. One line a scenario: of how many runs the campaign was found (half of its accounts or more in findings of the grade question or graver), which share of its
accounts, which share of others in these findings, windows flagged, and the time.
"""
import json, os, subprocess, sys, tempfile, time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import simulate

dll, texts, seeds, *names = sys.argv[1:]
first, last = map(int, seeds.split("-"))
work = tempfile.mkdtemp()


def make(name, seed):
    out = f"{work}/{name}-{seed}"
    traffic = simulate.Traffic(texts, f"{name} {seed}", name == "reference")
    simulate.SCENARIOS[name](traffic)
    traffic.write(out)
    return out, traffic.accounts, len(traffic.lines)


reference, _, _ = make("reference", 1)
for name in names or [n for n in simulate.SCENARIOS if n != "reference"]:
    found = runs = hit = accounts = others = listed = false = windows = flagged = prompts = 0
    began, grades = time.time(), {}
    for seed in range(first, last + 1):
        out, truth, count = make(name, seed)
        done = subprocess.run(["dotnet", dll, "watch", out + ".jsonl", "--reference", reference + ".jsonl", "--dry-run", "--json", "--data", work + "/data"], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(done.stderr)
        report = json.loads(done.stdout)
        os.remove(out + ".jsonl")
        graver = {a["caller"] for f in report["findings"] if f["grade"] != "notice" for a in f["accounts"]}
        for f in report["findings"]:
            grades[f["grade"]] = grades.get(f["grade"], 0) + 1
        runs, prompts = runs + 1, prompts + count
        hit, accounts, listed = hit + len(graver & truth), accounts + len(truth), listed + len(graver)
        found += bool(truth) and len(graver & truth) * 2 >= len(truth)
        others += len(graver - truth)
        windows, flagged = windows + report["windows"]["tested"], flagged + len(report["windows"]["flagged"])
    print(f"{name:16} found {found}/{runs if accounts else 0}  accounts {hit / accounts if accounts else 0:.3f}  others {others} ({others / listed if listed else 0:.3f})  "
          f"windows {flagged}/{windows}  grades {grades}  {prompts / (time.time() - began):.0f} prompts/s  rates {report['rates']['falseCallers']}/{report['rates']['callers']} {report['rates']['falseWindows']}/{report['rates']['windows']}", flush=True)
