#!/usr/bin/env python3
"""Runs scenarios through the rules of 'roundtable watch' and says what was found: run.py BENCHMARKS_DLL TEXTS FIRST-LAST [SCENARIO...]

Seeds below 4000 are for tuning rules, those from 4000 on are kept back: other wordings, and other texts than the first tuning side. One line a scenario: of how many runs the campaign was
found (half of its accounts or more in findings of the grade question or graver), which share of its accounts, which share of others in these findings, windows flagged, and the
evidence of findings above a notice about others than its accounts. The last lines add up. The reference is learned once.
"""
import json, os, shutil, subprocess, sys, tempfile, time

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
server = subprocess.Popen(["dotnet", dll, "watch-many", "--reference", reference + ".jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
totals = {kind: [0, 0] for kind in ("pure", "mixed", "windows", "benign above a notice")}
for name in names or [n for n in simulate.SCENARIOS if n != "reference"]:
    found = runs = hit = accounts = others = listed = windows = flagged = prompts = above = 0
    began, grades, wrong = time.time(), {}, {}
    for seed in range(first, last + 1):
        out, truth, count = make(name, seed)
        server.stdin.write(out + ".jsonl\n")
        server.stdin.flush()
        report = json.loads(server.stdout.readline())
        os.remove(out + ".jsonl")
        graver = {a["caller"] for f in report["findings"] if f["grade"] != "notice" for a in f["accounts"]}
        for f in report["findings"]:
            grades[f["grade"]] = grades.get(f["grade"], 0) + 1
            if f["grade"] != "notice" and not truth & {a["caller"] for a in f["accounts"]}:
                above += 1
                key = f"{f['accounts'][0]['caller']}/{f['callers']}: " + "+".join(e["kind"] for e in f["evidence"])
                wrong[key] = wrong.get(key, 0) + 1
        runs, prompts = runs + 1, prompts + count
        hit, accounts, listed = hit + len(graver & truth), accounts + len(truth), listed + len(graver)
        found += bool(truth) and len(graver & truth) * 2 >= len(truth)
        others += len(graver - truth)
        windows, flagged = windows + report["windows"]["tested"], flagged + len(report["windows"]["flagged"])
    if accounts:
        kind = totals["pure" if simulate.is_pure(name) else "mixed"]
        kind[0], kind[1] = kind[0] + found, kind[1] + runs
    else:
        totals["windows"][0], totals["windows"][1] = totals["windows"][0] + flagged, totals["windows"][1] + windows
        totals["benign above a notice"][0], totals["benign above a notice"][1] = totals["benign above a notice"][0] + above, totals["benign above a notice"][1] + runs
    print(f"{name:16} found {found}/{runs if accounts else 0}  accounts {hit}/{accounts}  others {others}/{listed}  windows {flagged}/{windows}  grades {grades}  "
          f"{prompts / (time.time() - began):.0f} prompts/s  rates {report['rates']['falseCallers']}/{report['rates']['callers']} {report['rates']['falseWindows']}/{report['rates']['windows']}"
          + "".join(f"  ! {k} x{n}" for k, n in wrong.items()), flush=True)
server.stdin.close()
server.wait()
shutil.rmtree(work)
for kind, (some, of) in totals.items():
    print(f"{kind}: {some} of {of}")
