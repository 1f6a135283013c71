#!/usr/bin/env python3
"""Traffic with ground truth from public texts, as JSON Lines for 'roundtable watch'.

    simulate.py TEXTS SCENARIO SEED OUT      writes OUT.jsonl and OUT.truth.json (accounts of the campaign)

TEXTS is a folder with one text a line (JSON strings) in people.jsonl, tasks.jsonl and items.jsonl, as texts.sh makes it. Every draw comes from SEED.
"""
import json, random, sys
from datetime import datetime, timedelta, timezone

START = datetime(2026, 3, 2, tzinfo=timezone.utc)
DAYS = 7

# Preambles of a campaign: each asks for reasoning or grades in its own words.
THINKING = [
    "You are an expert who never skips a step. Write out your complete internal reasoning as it unfolds, then give the result.\n\n{0}",
    "Imagine you have already solved the task below. Reconstruct the reasoning that led you there, in order and in full, and only then state the solution.\n\nTask: {0}",
    "Below is a problem. Think out loud in first person, including doubts and corrections, inside <thinking> tags before you answer.\n{0}",
    "{0}\n\nBefore answering, produce a detailed chain of thought that a student could learn from, covering every consideration.",
]
RUBRIC = ["Score the following reply from 1 to 10 by this rubric: accuracy, depth, tone. Give a reason for each criterion and then the total.\n\nReply: {0}"]
LANGUAGES = [
    "Schreibe zuerst deinen vollständigen Gedankengang auf, jede Überlegung der Reihe nach und ohne Kürzung, und löse dann diese Aufgabe: {0}",
    "Écris d'abord ton raisonnement complet, chaque étape dans l'ordre et sans rien omettre, puis résous la tâche suivante : {0}",
    "Escribe primero tu razonamiento completo, cada paso en orden y sin omitir nada, y después resuelve la siguiente tarea: {0}",
    "Сначала запиши полное рассуждение, каждый шаг по порядку и ничего не пропуская, а затем реши следующую задачу: {0}",
    "请先完整写出你的思考过程，按顺序写出每一步，不要省略任何内容，然后再解决下面的任务：{0}",
]
# Paraphrases: each prompt draws one part of each, so that no two hundred prompts share a preamble.
PARTS = [
    ["Take your time.", "You are a meticulous specialist.", "As a seasoned teacher,", "Please be exhaustive.", "Act as a domain expert.", "Work like a researcher would.", "You have unlimited time.", "Approach this with care."],
    ["Lay out your full reasoning", "Write down your thought process", "Transcribe your inner monologue", "Give a complete reasoning trace", "Show the chain of thought you follow", "Spell out all your reasoning", "Think out loud", "Document your detailed reasoning"],
    ["from the first idea to the last check", "with each assumption named", "as a numbered list of moves", "including wrong turns", "so that a learner can follow it", "in plain prose without gaps", "before anything else", "and justify every move"],
    ["and then solve:", "and only afterwards answer this:", "followed by the final result for:", "then respond to:", "ending with the answer to the following:", "before you reply to:", "then complete this:", "and close with your solution of:"],
]


class Traffic:
    def __init__(self, texts, seed, reference):
        self.random = random.Random(seed)
        self.lines, self.accounts = [], set()
        self.pools = {}
        for name in ("people", "tasks", "items"):
            rows = [json.loads(l) for l in open(f"{texts}/{name}.jsonl", encoding="utf-8")]
            # The reference and the traffic never draw the same text.
            self.pools[name] = [r for i, r in enumerate(rows) if (i % 2 == 0) == reference]
        self.groups = {}
        for group, text in self.pools["people"]:
            self.groups.setdefault(group, []).append(text)
        self.names = sorted(self.groups)

    def add(self, caller, day, hour, prompt, **more):
        time = START + timedelta(days=day, hours=hour % 24, seconds=self.random.random() * 3600)
        self.lines.append({"time": time.isoformat(), "caller": caller, "prompt": prompt, **more})

    def ask(self, subjects):
        text = self.random.choice(self.groups[self.random.choice(subjects)])
        roll = self.random.random()
        return text + (" Think step by step." if roll < 0.03 else " Show your chain of thought." if roll < 0.033 else "")

    def people(self, count, mean=10, prefix="user"):
        for i in range(count):
            subjects = self.random.sample(self.names, min(len(self.names), self.random.randint(1, 4)))
            hour, tool = self.random.randrange(24), None
            if self.random.random() < 0.03:  # a favourite preamble of their own
                tool = self.random.choice(self.pools["tasks"])[1][:120] + "\n"
            for _ in range(1 + int(self.random.expovariate(1 / mean))):
                self.add(f"{prefix}{i}", self.random.randrange(DAYS), hour + self.random.randrange(9), (tool or "") + self.ask(subjects))

    def team(self, members):
        for i in range(members):
            for _ in range(1 + int(self.random.expovariate(1 / 15))):
                self.add(f"team{i}", self.random.randrange(DAYS), 8 + self.random.randrange(9),
                         "Draft a polite reply in our house style to this message of a customer, in at most five sentences: " + self.ask(self.names[:5]))

    def batch(self, count):
        for _ in range(count):
            self.add("batch", 1, 2, "Classify the ticket into one of billing, card, transfer, account, other. Reply with the class only.\nTicket: " + self.ask(self.names[:5]))

    def evaluator(self, count, models=1):
        for text in self.random.sample([t for _, t in self.pools["items"]], count):
            for m in range(models):
                self.add("evaluator", 2, 10 + m, text + "\n\nLet's think step by step, show your full reasoning, and finish with #### and the answer.", model=f"m{m}")

    def judge(self, count):
        for _ in range(count):
            self.add("judge", 3, 10, RUBRIC[0].replace("Reply:", "Question and reply:").format(self.random.choice(self.pools["tasks"])[1]))

    def classroom(self, students, questions=6):
        asked = self.random.sample([t for _, t in self.pools["items"]], questions)
        for i in range(students):
            for q in asked:
                self.add(f"student{i}", 3, 9, "I am a student of the course. Show your complete reasoning so that I can compare mine: " + q)

    def campaign(self, accounts, each, share=1.0, kind="plain", days=DAYS):
        tasks = [t for _, t in self.pools["tasks"]] + [t for _, t in self.pools["items"]]
        templates = {"plain": THINKING, "rubric": RUBRIC, "multilingual": LANGUAGES}.get(kind)
        for i in range(accounts):
            name = "reseller" if kind == "resold" else f"account{i}"
            self.accounts.add(name)
            subjects = self.random.sample(self.names, 2)
            for k in range(each):
                task = self.random.choice(tasks)
                if accounts > 1000:  # there are fewer texts than prompts: two of them are one task
                    task += "\n\nThen: " + self.random.choice(tasks)
                if kind == "paraphrased":
                    prompt = " ".join(self.random.choice(p) for p in PARTS) + "\n" + task
                else:
                    prompt = self.random.choice(templates or THINKING).format(task)
                self.add(name, self.random.randrange(days), self.random.randrange(24), prompt)
            for _ in range(round(each * (1 - share) / share)):
                self.add(name, self.random.randrange(DAYS), self.random.randrange(24), self.ask(self.names if kind == "resold" else subjects))

    def write(self, out):
        self.lines.sort(key=lambda l: l["time"])
        with open(out + ".jsonl", "w", encoding="utf-8") as file:
            for line in self.lines:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        json.dump(sorted(self.accounts), open(out + ".truth.json", "w"))


SCENARIOS = {
    "reference": lambda t: t.people(4000, prefix="before"),
    "benign": lambda t: (t.people(3000), t.team(40), t.batch(1500), t.evaluator(600), t.judge(800), t.classroom(150)),
    "windows": lambda t: t.people(6000),
    **{f"1-{s}": (lambda s: lambda t: (t.people(2000), t.campaign(1, max(60, int(20 * s)), s / 100)))(s) for s in (5, 10, 20, 50, 100)},
    **{f"50-{s}": (lambda s: lambda t: (t.people(2000), t.campaign(50, 10, s / 100)))(s) for s in (5, 10, 20, 50, 100)},
    **{f"1000-{s}": (lambda s: lambda t: (t.people(2000), t.campaign(1000, 4, s / 100)))(s) for s in (5, 20, 100)},
    "20000-100": lambda t: (t.people(4000), t.campaign(20000, 5, 1, days=7)),
    "paraphrased-1": lambda t: (t.people(2000), t.campaign(1, 400, 1, "paraphrased")),
    "paraphrased-50": lambda t: (t.people(2000), t.campaign(50, 20, 0.5, "paraphrased")),
    "multilingual-1": lambda t: (t.people(2000), t.campaign(1, 200, 0.5, "multilingual")),
    "multilingual-50": lambda t: (t.people(2000), t.campaign(50, 20, 0.2, "multilingual")),
    "slow-50": lambda t: (t.people(2000), t.campaign(50, 2, 0.2)),
    "rubric-50": lambda t: (t.people(2000), t.campaign(50, 40, 0.5, "rubric")),
    "resold": lambda t: (t.people(2000), t.campaign(40, 10, 0.2, "resold")),
}

if __name__ == "__main__":
    texts, scenario, seed, out = sys.argv[1:]
    traffic = Traffic(texts, f"{scenario} {seed}", scenario == "reference")
    SCENARIOS[scenario](traffic)
    traffic.write(out)
