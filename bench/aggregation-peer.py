"""Dawid-Skene of crowd-kit on a file of votes: aggregation-peer.py VOTES.csv [CHECKOUT of Toloka/crowd-kit].

Where crowd-kit cannot be imported, a plain pandas version of the same updates stands in and is named so.
"""
import importlib.util
import sys
import time
import types

import numpy as np
import pandas as pd


def crowd_kit(checkout):
    # Only the modules of the algorithm: the package as a whole also imports torch.
    base = f"{checkout}/crowdkit/aggregation"

    def load(name, path):
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        return module

    for package, path in (("crowdkit", f"{checkout}/crowdkit"), ("crowdkit.aggregation", base), ("crowdkit.aggregation.classification", f"{base}/classification")):
        sys.modules[package] = types.ModuleType(package)
        sys.modules[package].__path__ = [path]
    load("crowdkit.aggregation.base", f"{base}/base/__init__.py")
    load("crowdkit.aggregation.utils", f"{base}/utils.py")
    load("crowdkit.aggregation.classification.majority_vote", f"{base}/classification/majority_vote.py")
    rule = load("crowdkit.aggregation.classification.dawid_skene", f"{base}/classification/dawid_skene.py").DawidSkene(n_iter=100, tol=1e-5)

    def run(votes):
        labels = rule.fit_predict(votes)
        return labels, len(rule.loss_history_)

    return run


def plain(votes, tol=1e-5):
    shares = votes.groupby(["task", "label"]).size().unstack(fill_value=0).astype(float)
    shares = shares.div(shares.sum(axis=1), axis=0)
    before = -np.inf
    for iteration in range(1, 101):
        joined = votes.join(shares, on="task")
        errors = joined.drop(columns="task").groupby(["worker", "label"]).sum().clip(lower=1e-10)
        errors /= errors.groupby("worker").sum()
        logs = votes.join(np.log(errors), on=["worker", "label"]).drop(columns=["worker", "label"]).groupby("task").sum() + np.log(shares.mean())
        top = logs.max(axis=1)
        shares = np.exp(logs.sub(top, axis=0))
        loss = float((np.log(shares.sum(axis=1)) + top).sum()) / len(votes)
        shares = shares.div(shares.sum(axis=1), axis=0)
        if loss - before < tol:
            break
        before = loss
    return shares.idxmax(axis=1), iteration


table = pd.read_csv(sys.argv[1])
truth = table.groupby("task").truth.first()
votes = table[["task", "worker", "label"]]
name = "crowd-kit"
try:
    run = crowd_kit(sys.argv[2])
except Exception as problem:  # whatever is missing here
    name, run = f"plain pandas version of the same updates (crowd-kit cannot run: {problem})", plain
started = time.perf_counter()
labels, iterations = run(votes)
seconds = time.perf_counter() - started
print(f"{name}: {seconds:.2f} s, {iterations} iterations, accuracy {(labels == truth.reindex(labels.index)).mean():.4f}")
