"""Makes a file so many times as large, for growth: larger.py SOURCE.jsonl TIMES OUT. Of each further copy the letters stand for others, so that it
repeats within itself as much as the first and nothing of the others: how much is repeated does not grow with the file, as it would if more were drawn from the same words."""
import sys

# The n of a line break's escape stays itself.
small, capital = 'abcdefghijklmopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
with open(sys.argv[3], 'wb') as out:
    for copy in range(int(sys.argv[2])):
        table = bytes.maketrans((small + capital).encode(), (small[copy:] + small[:copy] + capital[copy:] + capital[:copy]).encode())
        for line in open(sys.argv[1], 'rb'):
            start, end = line.index(b'"text": "') + 9, line.rindex(b'", "source"')
            out.write(line[:start] + line[start:end].translate(table) + line[end:])
