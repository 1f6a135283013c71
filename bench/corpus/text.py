"""Writes JSON Lines of about so many MiB out of the words of a real file: text.py SOURCE.jsonl MIB OUT (grade-school-math's train.jsonl was used)."""
import json, random, sys

draw = random.Random(1)
words = [w for line in open(sys.argv[1]) for v in json.loads(line).values() if isinstance(v, str) for w in v.split(' ')]
left = int(sys.argv[2]) << 20
with open(sys.argv[3], 'w') as out:
    number = 0
    while left > 0:
        number += 1
        at = draw.randrange(len(words))
        text = ' '.join(words[at:at + draw.randint(20, 320)]) + ' ' + ' '.join(draw.choice(words) for _ in range(20))
        line = json.dumps({'id': number, 'text': text, 'source': 'made'}, ensure_ascii=False) + '\n'
        left -= len(line.encode())
        out.write(line)
