#!/usr/bin/env python3
"""Counts again what a scan read: rows and bytes of text of each JSON file of a report, by the fields that the report names.

    recount.py REPORT/report.json

It shares no code with the program: rows are found with Python's own reader, and texts by following each field's path.
"""

import bz2, gzip, json, lzma, sys

SAID = ["content", "value", "text", "parts", "reasoning_content", "thinking", "utterance"]
INSIDE = ["answer", "response", "output", "completion"]
MARKS = ("\n\nHuman:", "\n\nAssistant:")


def rows(name, format):
    pack = {"gz": gzip, "bz2": bz2, "xz": lzma}.get(name.rsplit(".", 1)[-1])
    with (pack.open if pack else open)(name, "rt", encoding="utf-8-sig") as file:
        content = file.read()
    try:
        whole = json.loads(content)
        yield from whole if isinstance(whole, list) else within(whole, format)
    except json.JSONDecodeError:
        for line in content.split("\n"):
            if line.strip():
                yield json.loads(line)


def within(whole, format):
    """The rows of a file of one object."""
    if format == "json-members":
        yield from whole.values()
    elif format == "json-columns":
        columns = {k: list(v.values()) if isinstance(v, dict) else v for k, v in whole.items()}
        for i in range(max(map(len, columns.values()))):
            yield {k: v[i] for k, v in columns.items() if i < len(v)}
    elif format in ("json-lists", "json-array"):
        for value in whole.values():
            if isinstance(value, list) and value and isinstance(value[0], (dict, list)):
                yield from value
            elif isinstance(value, dict) and format == "json-lists":
                yield from within(value, format)
    else:
        yield whole


def follow(value, steps):
    if value is None:
        return
    if not steps:
        yield value
        return
    step, rest = steps[0], steps[1:]
    if step == "[]":
        for element in value if isinstance(value, list) else []:
            yield from follow(element, rest)
    elif step == "*":
        for element in value.values() if isinstance(value, dict) else []:
            yield from follow(element, rest)
    elif step.startswith("["):
        if isinstance(value, list) and int(step[1:-1]) < len(value):
            yield from follow(value[int(step[1:-1])], rest)
    elif isinstance(value, dict) and step in value:
        yield from follow(value[step], rest)


def steps(path):
    found = []
    for part in [] if path == "$" else path.split("."):
        name, *lists = part.replace("[", "\0[").split("\0")
        found += ([name] if name else []) + lists
    return found


def texts(value, said=()):
    if isinstance(value, str):
        if value.startswith(MARKS[0]) and MARKS[1] in value:
            for mark in MARKS:
                value = value.replace(mark, "\0")
            yield from (t for t in (part.strip(" \t\r\n") for part in value.split("\0")) if t)
        else:
            yield value
    elif isinstance(value, list):
        for element in value:
            yield from texts(element, said)
    elif isinstance(value, dict):
        for key in value:
            if key in SAID or key in said:
                yield from texts(value[key], INSIDE)


def main():
    report = json.load(open(sys.argv[1]))
    wrong = 0
    print("| file | read as | rows | bytes of text | of the text-like bytes |\n| --- | --- | ---: | ---: | ---: |")
    for file in report["files"]:
        if file["format"] in ("text", "csv", "parquet"):
            continue
        fields = [steps(f["name"]) for f in file["fields"] if f["role"] not in ("declared", "speaker")]
        count, size = 0, 0
        for row in rows(file["name"], file["format"]):
            count += 1
            found = [t for f in fields for v in follow(row, f) for t in texts(v)]
            size += sum(len(t.encode()) for t in found) + max(0, len(found) - 1)
        same = (count, size) == (file["rows"], file["bytes"])
        wrong += not same
        roles = ", ".join(f"`{f['name']}` {f['role']}" for f in file["fields"] if f["role"] != "declared")
        print(f"| {file['name'].rsplit('/', 1)[-1]} | {roles} | {file['rows']:,} | {file['bytes']:,} | {file['read']:.2%} |"
              + ("" if same else f" recounted: {count:,} rows, {size:,} bytes"))
    sys.exit(1 if wrong else 0)


main()
