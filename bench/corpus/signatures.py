"""datatrove's MinHash formula in NumPy: 64-bit hashes of word 5-grams, (a h + b) mod 2^61-1, the least of each of 128. Prints seconds."""
import hashlib, json, re, sys, time
import numpy as np

path, count = sys.argv[1], int(sys.argv[2])
texts = [json.loads(line)['text'] for _, line in zip(range(count), open(path))]
prime, most = np.uint64((1 << 61) - 1), np.uint64((1 << 32) - 1)
draw = np.random.RandomState(1)
a = draw.randint(1, prime, dtype=np.uint64, size=(1, 128))
b = draw.randint(0, prime, dtype=np.uint64, size=(1, 128))
for _ in range(2):
    began = time.process_time()
    total = 0
    for text in texts:
        words = re.findall(r'\w+', text.lower())
        grams = {' '.join(words[i:i + 5]) for i in range(max(1, len(words) - 4))}
        hashes = np.fromiter((int.from_bytes(hashlib.sha1(g.encode()).digest()[:4], 'little') for g in grams), dtype=np.uint64, count=len(grams)).reshape(-1, 1)
        total += int((((hashes * a + b) % prime) & most).min(axis=0)[0])
    print(time.process_time() - began)
