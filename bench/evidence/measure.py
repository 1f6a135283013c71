"""Holds what `roundtable scan` says against texts of known origin: precision and recall of each kind of evidence, and of near rows.

    measure.py TEXTS ROUNDTABLE     TEXTS as prepare.py wrote them; ROUNDTABLE the program, as in ./roundtable
"""
import collections, json, os, random, re, shutil, subprocess, sys, tempfile

TEXTS, PROGRAM = sys.argv[1], os.path.abspath(sys.argv[2])
work = tempfile.mkdtemp()
env = dict(os.environ, ROUNDTABLE_DATA=os.path.join(work, 'data'))


def texts(name):
    return [json.loads(line) for line in open(os.path.join(TEXTS, name + '.jsonl'))]


def scan(rows, *options):
    """The labels of rows, each an object with 'text' or other fields."""
    folder = tempfile.mkdtemp(dir=work)
    path = os.path.join(folder, 'rows.jsonl')
    with open(path, 'w') as f:
        for row in rows:
            f.write(json.dumps(row, ensure_ascii=False) + '\n')
    out = os.path.join(folder, 'out')
    done = subprocess.run([PROGRAM, 'scan', path, '--out', out, '--dry-run', '--json', *options], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    labels = [json.loads(line) for line in open(os.path.join(out, 'rows.jsonl'))]
    assert len(labels) == len(rows)
    return labels, json.loads(done.stdout)


def has(label, kind, *strengths):
    return any(e['kind'] == kind and (not strengths or e['strength'] in strengths) and e['points'] == 'synthetic' for e in label['evidence'])


def rate(found, of):
    return f'{found} of {of} ({found / of:.1%})' if of else '–'


print('## Self-identified, by source\n')
print('| source | texts | decides as synthetic | any phrase, weak ones included |\n| --- | ---: | ---: | ---: |')
sums = collections.Counter()
for truth in ('human', 'synthetic'):
    for part in ('train', 'test'):
        groups = collections.defaultdict(list)
        for row in texts(f'{truth}-{part}'):
            groups[row['source']].append(row['text'])
        for source, group in groups.items():
            labels, _ = scan([{'prompt': 'p', 'response': t} for t in group], '--no-duplicates')
            decided = sum(l['origin'] == 'synthetic' for l in labels)
            phrase = sum(has(l, 'self-identified') for l in labels)
            sums[truth, 'n'] += len(group)
            sums[truth, 'd'] += decided
            print(f'| {truth}, {part}: {source} | {len(group)} | {rate(decided, len(group))} | {rate(phrase, len(group))} |')
print(f"\nPrecision of what decides: {rate(sums['synthetic', 'd'], sums['synthetic', 'd'] + sums['human', 'd'])}; recall: {rate(sums['synthetic', 'd'], sums['synthetic', 'n'])}.\n")

print('## Matched: edited copies of known answers\n')
draw = random.Random(1)
known = [r['text'] for r in texts('synthetic-train') if r['source'] == 'hh-rlhf'][:1000]
others = [r['text'] for r in texts('synthetic-train') if r['source'] == 'gpteacher-roleplay'][:1000] + [r['text'] for r in texts('human-train')][:3000]
reference = os.path.join(work, 'known.jsonl')
with open(reference, 'w') as f:
    for t in known:
        f.write(json.dumps({'text': t}) + '\n')
vocabulary = [w for t in others for w in t.split()]
print('| of each text | found |\n| --- | ---: |')
for edit in (0, 0.02, 0.05, 0.1, 0.2, 0.3):
    rows = [{'prompt': 'p', 'response': ' '.join(draw.choice(vocabulary) if draw.random() < edit else w for w in t.split())} for t in known]
    labels, _ = scan(rows, '--no-duplicates', '--against', reference + '=synthetic')
    print(f'| {edit:.0%} of the words replaced | {rate(sum(has(l, "matched") for l in labels), len(rows))} |')
labels, _ = scan([{'prompt': 'p', 'response': t} for t in others], '--no-duplicates', '--against', reference + '=synthetic')
print(f'| others, which were never among the known | {rate(sum(any(e["kind"] == "matched" for e in l["evidence"]) for l in labels), len(others))} |\n')

print('## Near rows, against holding each against each\n')


def shingles(text):
    words = re.findall(r'[^\W_]+', text.lower())
    return {tuple(words[i:i + 5]) for i in range(max(1, len(words) - 4))}


rows = []
for name in ('human-train', 'synthetic-train', 'human-test', 'synthetic-test'):
    rows += [r['text'] for r in texts(name)]
# Real texts, each cut at random places too: overlaps of every degree.
cut = []
for t in rows[:6000:2]:
    w = t.split()
    a, b = sorted((draw.randint(0, len(w) // 2), draw.randint(len(w) // 2, len(w))))
    cut.append(' '.join(w[a:b]))
rows += cut
draw.shuffle(rows)
labels, report = scan([{'text': t} for t in rows], '--similarity', '0.5', '--no-records')
sets = [shingles(t) for t in rows]
index, best, first = collections.defaultdict(list), [0.0] * len(rows), {}
for i, s in enumerate(sets):
    if rows[i] in first:
        best[i] = None
        continue
    first[rows[i]] = i
    counts = collections.Counter(j for g in s for j in index[g])
    best[i] = max((n / (len(s) + len(sets[j]) - n) for j, n in counts.items()), default=0.0)
    for g in s:
        index[g].append(i)
print('| similarity at least | rows, each against each | found |\n| ---: | ---: | ---: |')
for threshold in (0.5, 0.7, 0.9):
    wanted = [i for i, b in enumerate(best) if b is not None and b >= threshold]
    found = [i for i in wanted if labels[i].get('repeats', {}).get('similarity', 0) >= threshold - 0.02]
    print(f'| {threshold} | {len(wanted)} | {rate(len(found), len(wanted))} |')
false = [i for i, l in enumerate(labels) if best[i] is not None and 'repeats' in l and not l['repeats']['equal'] and best[i] < 0.48]
equal = [i for i, b in enumerate(best) if b is None and rows[i].strip()]
print(f"\nTold and not near: {len(false)}. Equal rows: {rate(sum(labels[i].get('repeats', {}).get('equal', False) for i in equal), len(equal))}. {len(rows)} rows.")
shutil.rmtree(work)
