"""Linear classifiers that Debian serves, on the texts that students are measured on: python3-sklearn, fasttext, liblinear-tools, as far as they are there."""

import csv
import os
import shutil
import subprocess
import sys
import time


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [r["text"] for r in rows], [r["category"] for r in rows]


def report(name, right, seconds, labelled, count):
    print(f"{name}: accuracy {right / count:.4f}, learned in {seconds:.1f} s, {count / labelled:,.0f} texts a second")


def sklearn(train, test, work):
    try:
        import numpy
        from scipy.sparse import hstack
        from sklearn.datasets import dump_svmlight_file
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.svm import LinearSVC
    except ImportError:
        print("scikit-learn: not measured, python3-sklearn is missing")
        return
    started = time.time()
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=1)
    runs = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
    features = hstack([words.fit_transform(train[0]), runs.fit_transform(train[0])]).tocsr()
    model = LinearSVC(C=1.0).fit(features, train[1])
    seconds = time.time() - started
    started = time.time()
    found = hstack([words.transform(test[0]), runs.transform(test[0])]).tocsr()
    said = model.predict(found)
    report("scikit-learn LinearSVC, words 1-2 and characters 2-5", sum(a == b for a, b in zip(said, test[1])), seconds, time.time() - started, len(test[1]))
    command = shutil.which("liblinear-train") or shutil.which("train")
    if command is None:
        print("liblinear: not measured, liblinear-tools is missing")
        return
    names = {c: i for i, c in enumerate(sorted(set(train[1])))}
    dump_svmlight_file(features, numpy.array([names[c] for c in train[1]]), os.path.join(work, "train.svm"), zero_based=False)
    dump_svmlight_file(found, numpy.array([names.get(c, -1) for c in test[1]]), os.path.join(work, "test.svm"), zero_based=False)
    started = time.time()
    subprocess.run([command, "-s", "1", "-q", "train.svm", "model"], cwd=work, check=True)
    seconds = time.time() - started
    started = time.time()
    predict = shutil.which("liblinear-predict") or shutil.which("predict")
    subprocess.run([predict, "test.svm", "model", "said"], cwd=work, check=True, stdout=subprocess.DEVNULL)
    taken = time.time() - started
    with open(os.path.join(work, "said"), encoding="ascii") as file:
        right = sum(int(float(line)) == names.get(c, -1) for line, c in zip(file, test[1]))
    report("liblinear, the same features, without making them", right, seconds, taken, len(test[1]))


def fasttext(train, test, work):
    command = shutil.which("fasttext")
    if command is None:
        print("fasttext: not measured, it is missing")
        return
    names = {c: i for i, c in enumerate(sorted(set(train[1])))}
    for name, (texts, labels) in (("train", train), ("test", test)):
        with open(os.path.join(work, name + ".ft"), "w", encoding="utf-8") as file:
            for text, label in zip(texts, labels):
                file.write(f"__label__{names.get(label, -1)} {' '.join(text.lower().split())}\n")
    started = time.time()
    subprocess.run(
        [command, "supervised", "-input", "train.ft", "-output", "ft", "-wordNgrams", "2", "-minn", "2", "-maxn", "5", "-epoch", "50", "-lr", "0.5",
         "-bucket", "200000", "-thread", "2", "-verbose", "0"],
        cwd=work, check=True)
    seconds = time.time() - started
    started = time.time()
    said = subprocess.run([command, "predict", "ft.bin", "test.ft"], cwd=work, check=True, capture_output=True, text=True).stdout.split("\n")
    right = sum(s == f"__label__{names.get(c, -1)}" for s, c in zip(said, test[1]))
    report("fasttext, words 1-2 and characters 2-5", right, seconds, time.time() - started, len(test[1]))


if __name__ == "__main__":
    taught, tested = read(sys.argv[1]), read(sys.argv[2])
    sklearn(taught, tested, sys.argv[3])
    fasttext(taught, tested, sys.argv[3])
