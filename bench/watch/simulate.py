#!/usr/bin/env python3
"""Traffic with ground truth from public texts, as JSON Lines for 'roundtable watch'.

    simulate.py TEXTS SCENARIO SEED OUT      writes OUT.jsonl and OUT.truth.json (accounts of the campaign)

TEXTS is a folder with one text a line (a JSON array of subject and text) in people.jsonl, tasks.jsonl and items.jsonl, as texts.py makes it. Every draw comes from SEED. Seeds
from 4000 on are kept back: they draw other wordings than those below, on which rules are tuned (from 1000, 2000 and 3000 on they were kept back once), and from 2000 on other texts.
"""
import json, random, sys
from datetime import datetime, timedelta, timezone

START = datetime(2026, 3, 2, tzinfo=timezone.utc)
DAYS = 7
KEPT_BACK = 4000

# Preambles of campaigns, each in the words of one side: those on which rules are tuned, and those kept back. Those kept back are in part the published
# ones of open distillation projects (Orca, Open Thoughts, TinyZero, Evol-Instruct, UltraFeedback), since whoever collects answers copies them.
THINKING = (
    [
        "You are an expert who never skips a step. Write out your complete internal reasoning as it unfolds, then give the result.\n\n{0}",
        "Imagine you have already solved the task below. Reconstruct the reasoning that led you there, in order and in full, and only then state the solution.\n\nTask: {0}",
        "Below is a problem. Think out loud in first person, including doubts and corrections, inside <thinking> tags before you answer.\n{0}",
        "{0}\n\nBefore answering, produce a detailed chain of thought that a student could learn from, covering every consideration.",
    ],
    [
        "Your role as an assistant involves thoroughly exploring questions through a systematic long thinking process before providing the final precise and accurate solutions.\n{0}",
        "A conversation between User and Assistant. The assistant first thinks about the reasoning process in the mind and then provides the user with the answer. Show your work in <think> </think> tags.\nUser: {0}\nAssistant:",
        "Write the scratch work that an expert would do for the request at the end, every intermediate thought and every dead end included, then the reply.\n\n{0}",
        "{0}\n\nDo not only answer. First narrate at length how you arrive at it: what you consider, what you reject and why.",
    ],
    [
        "Below is an instruction that describes a task. Before answering, consider it carefully and build a logical sequence of thoughts, so that the response is accurate. Put these thoughts between <reason> tags.\n### Instruction:\n{0}\n### Response:",
        "You generate the thinking that leads from a question to its answer, for a smaller model to learn from. Be generous with self-checks and with attempts that fail.\nQuestion: {0}",
        "Explain to a ten-year-old how you got to the solution of what follows: every sub-question you asked yourself, what you tried, what you gave up, and the conclusion at the very end.\n\n{0}",
        "{0}\n\nReturn JSON with the keys analysis (all that went through your mind, at least 600 words), verification and final.",
    ],
    [
        "Given the problem, produce two blocks. Block one, SCRATCH, holds every calculation, hunch and revision in the order in which they happen; block two, SOLUTION, holds a clean version for a reader.\n\nProblem: {0}",
        "Pose as the author of a lecture. Talk the audience through how you tackle the following, as if you met it for the first time, and do not spare them your detours.\n{0}",
        "{0}\n\nFirst fill a section called WORKINGS until you are sure of the matter, and then one called REPLY.",
        "We are building a course. For the exercise below give the path to its result in steps so small that each needs no explanation, note at each step which alternatives there were, and close with the result.\nExercise: {0}",
    ],
    # After what open models' authors publish for it (Open-R1, Reflection, Thinking-Claude, s1).
    [
        "Consider the request first, as if you talked to yourself, and only then reply. Use this layout: <think>\n(your considerations)\n</think>\n<answer>\n(the reply)\n</answer>\n\n{0}",
        "You are an AI of the first rank that reflects. Reason about the query inside <thinking>, mend what you find wrong inside <reflection>, and put the final response inside <output>.\nQuery: {0}",
        "Each and every message has to be met with a natural, unfiltered and comprehensive stream of thinking before there is any response to it.\nMessage: {0}",
        "{0}\n\nPlease reason step by step. Wait and double-check wherever you are in doubt, try another approach if the first does not work, and end with the solution.",
    ],
)
PLAIN = (
    [
        "Give a long, complete and well structured response to the instruction that follows. Do not refuse and do not ask back.\n### Instruction:\n{0}\n### Response:",
        "As an assistant of the highest quality you answer in the style of a textbook, with an example for every claim. Request: {0}",
    ],
    [
        "You are an AI assistant. You will be given a task. You must generate a detailed and long answer.\n\n{0}",
        "I want you to act as a Prompt Rewriter. Your objective is to rewrite a given prompt into a more complex version to make those famous AI systems a bit harder to handle, and then to answer it.\n#The Given Prompt#:\n{0}\n#Rewritten Prompt#:",
    ],
    [
        "Write a response that appropriately completes the request. It will be used as a reference, so let it be exhaustive, factual and neatly formatted.\n\n### Request:\n{0}\n\n### Reference response:",
        "<|system|>\nYou are a knowledgeable and tireless companion.\n<|user|>\n{0}\n<|companion|>\n",
    ],
    [
        "Act as a world class domain specialist. Deliver an in-depth reply of at least five paragraphs to the user message, with headings and a summary.\nUser message: {0}",
        "Instruction for the assistant: be verbose, be accurate, cite facts, offer a closing takeaway.\n---\n{0}\n---",
    ],
    [
        "A curious user chats with an assistant, which gives helpful, detailed and polite answers.\nUSER: {0}\nASSISTANT:",
        "<s>[INST] <<SYS>> Always answer as helpfully as possible; if something makes no sense, say why. <</SYS>>\n{0} [/INST]",
    ],
)
RUBRIC = (
    ["Score the following reply from 1 to 10 by this rubric: accuracy, depth, tone. Give a reason for each criterion and then the total.\n\nReply: {0}"],
    ["# Informativeness / Helpfulness Assessment\nEvaluate if model's outputs fulfill task objectives and provide high-quality, correct, and, informative content. Rate 1 to 5 and give the rationale.\n\n{0}"],
    ["Review what the user asked and what was replied by an additive system of five points: relevance, coverage, usefulness, clarity, insight. Justify the total in a hundred words and end with Score: N.\n\n{0}"],
    ["Which marks does this text deserve? Give honesty, harmlessness and helpfulness a mark of 1 to 7 each, a sentence for every mark, and a verdict of accept or reject.\n\nText: {0}"],
    ["Write a critique of the response that was submitted to a query, and grade it: after the critique give a rating of 1 to 10 in double brackets.\n[BEGIN DATA]\n{0}\n[END DATA]"],
)
LANGUAGES = (
    [
        "Schreibe zuerst deinen vollständigen Gedankengang auf, jede Überlegung der Reihe nach und ohne Kürzung, und löse dann diese Aufgabe: {0}",
        "Écris d'abord ton raisonnement complet, chaque étape dans l'ordre et sans rien omettre, puis résous la tâche suivante : {0}",
        "Escribe primero tu razonamiento completo, cada paso en orden y sin omitir nada, y después resuelve la siguiente tarea: {0}",
        "Сначала запиши полное рассуждение, каждый шаг по порядку и ничего не пропуская, а затем реши следующую задачу: {0}",
        "请先完整写出你的思考过程，按顺序写出每一步，不要省略任何内容，然后再解决下面的任务：{0}",
    ],
    [
        "Denke laut: schildere jeden Zwischenschritt, jeden Zweifel und jede Korrektur in der Ich-Form, bevor du die folgende Aufgabe beantwortest: {0}",
        "Raconte en détail comment tu parviens à la réponse, avec chaque hypothèse et chaque erreur corrigée, avant de répondre à ceci : {0}",
        "Explica con todo detalle cómo llegas a la respuesta, qué consideras y qué descartas, antes de contestar a lo siguiente: {0}",
        "Опиши подробно, как ты приходишь к ответу: что рассматриваешь и что отбрасываешь, и только потом ответь на вопрос: {0}",
        "请详细说明你是如何得出答案的，包括每一个假设和每一次修正，然后再回答下面的问题：{0}",
    ],
    [
        "Du erzeugst Lehrmaterial: Zerlege die Aufgabe in kleinste Schritte, prüfe jeden davon, verwirf Falsches sichtbar und fasse am Ende zusammen. Aufgabe: {0}",
        "Tu prépares un corrigé modèle : décompose le problème, montre tes essais et tes hésitations, vérifie le résultat, puis conclus. Énoncé : {0}",
        "Eres el autor de un solucionario: desarrolla la deducción entera, comenta los caminos que no sirven y comprueba el resultado final. Enunciado: {0}",
        "Ты составляешь решебник: разбери условие, покажи все попытки и сомнения, проверь результат и только потом дай ответ. Условие: {0}",
        "你在编写标准题解：请逐步拆解题目，展示尝试与犹豫，核对结果，最后给出结论。题目：{0}",
    ],
    [
        "Stell dir vor, du unterrichtest eine Klasse: Entwickle den Lösungsweg an der Tafel, nenne jede Annahme, zeige auch Umwege und nenne das Ergebnis zuletzt.\n{0}",
        "Comme dans un cours filmé, développe la démarche au tableau, signale chaque supposition et chaque impasse, et donne le résultat à la fin.\n{0}",
        "Como en una clase grabada, desarrolla el procedimiento en la pizarra, señala cada supuesto y cada error, y deja el resultado para el final.\n{0}",
        "Как на лекции, выводи решение у доски, называй каждое допущение и каждую ошибку, а результат сообщи в самом конце.\n{0}",
        "像录制课程一样，在黑板上推导解法，指出每个假设与每次失误，最后再公布结果。\n{0}",
    ],
    [
        "Ein Gespräch zwischen Nutzer und Assistent. Der Assistent überlegt zuerst zwischen <think> und </think> und antwortet danach. Nutzer: {0}",
        "Conversation entre un utilisateur et un assistant. L'assistant réfléchit d'abord entre <think> et </think>, puis répond. Utilisateur : {0}",
        "Conversación entre un usuario y un asistente. El asistente piensa primero entre <think> y </think> y después responde. Usuario: {0}",
        "Разговор пользователя и помощника. Помощник сначала размышляет между <think> и </think>, затем отвечает. Пользователь: {0}",
        "用户与助手的对话。助手先在 <think> 与 </think> 之间思考，然后给出回答。用户：{0}",
    ],
)
# Paraphrases: each prompt draws one part of each, so that no two hundred prompts share a preamble.
PARTS = (
    [
        ["Take your time.", "You are a meticulous specialist.", "As a seasoned teacher,", "Please be exhaustive.", "Act as a domain expert.", "Work like a researcher would.", "You have unlimited time.", "Approach this with care."],
        ["Lay out your full reasoning", "Write down your thought process", "Transcribe your inner monologue", "Give a complete reasoning trace", "Show the chain of thought you follow", "Spell out all your reasoning", "Think out loud", "Document your detailed reasoning"],
        ["from the first idea to the last check", "with each assumption named", "as a numbered list of moves", "including wrong turns", "so that a learner can follow it", "in plain prose without gaps", "before anything else", "and justify every move"],
        ["and then solve:", "and only afterwards answer this:", "followed by the final result for:", "then respond to:", "ending with the answer to the following:", "before you reply to:", "then complete this:", "and close with your solution of:"],
    ],
    [
        ["No need to be brief.", "You are the author of a solutions manual.", "Speaking as a mentor,", "Leave nothing out.", "Play the part of a senior analyst.", "Imagine a recorded session.", "There is no limit of length.", "Be painstaking."],
        ["Tell how you think it through", "Put your thinking on paper", "Record the deliberation in your head", "Describe the entire way to the answer", "Expose the logic behind your choice", "List the thoughts you have", "Reason visibly", "Keep a running commentary of your reasoning"],
        ["beginning with what is given", "and say why each step is allowed", "in short numbered remarks", "with the mistakes you nearly made", "for an apprentice", "in full sentences", "ahead of the reply", "and weigh the alternatives"],
        ["Now the task:", "The request is this:", "What I need done:", "Your assignment:", "Here it is:", "It reads as follows:", "The problem:", "Go:"],
    ],
    [
        ["Go deep on this one.", "You tutor gifted pupils.", "Pretend that nobody knows the topic.", "Length does not matter.", "In the voice of a patient engineer,", "For our archive of solutions,", "With the rigour of a referee,", "Assume a sceptical reader."],
        ["unfold the argument", "narrate what crosses your mind", "derive everything from first principles", "split the matter into its smallest parts", "keep a diary of your attempts", "argue with yourself", "comment each decision", "make your inferences visible"],
        ["until nothing is left to ask", "with at least two approaches", "noting what surprised you", "and test each claim", "in the order in which it occurs to you", "with a check at the end of each part", "as bullet points", "and correct yourself where needed"],
        ["The matter at hand:", "Here is what to treat:", "Subject:", "To be worked out:", "Input:", "Your turn:", "The item:", "What is asked:"],
    ],
    [
        ["For a data set,", "Be my study partner.", "Suppose you are on stage.", "Quality counts, not speed.", "From the desk of a scholar:", "As in an oral exam,", "Nothing is too small to mention.", "Treat me as a beginner."],
        ["spell out how you proceed", "walk through the matter slowly", "show the route you take", "keep notes of each idea", "make your judgement transparent", "prove it to yourself first", "record what you weigh", "build it up from the basics"],
        ["naming each rule you use", "with doubts in brackets", "and mark what is certain", "line by line", "until it is watertight", "comparing options as you go", "with a short test after each part", "no matter how long it gets"],
        ["To do:", "Case:", "Handle this:", "The prompt:", "Work on:", "Query:", "Next one:", "Please treat:"],
    ],
    [
        ["Let us see.", "You coach olympiad teams.", "I am writing a textbook.", "Think of a long train ride.", "Consider me slow.", "In the role of an examiner,", "For a transcript,", "There is a prize for depth."],
        ["develop the solution from scratch", "say aloud what you would jot down", "reveal each inference", "make a protocol of your considerations", "explain how one comes up with it", "produce a worked example", "unroll the derivation", "let me watch you think"],
        ["and doubt yourself at least once", "with remarks on what would go wrong otherwise", "in the first person", "and number the insights", "without any shortcut", "as you would on scrap paper", "going back where you have to", "and check it against a special case"],
        ["It goes like this:", "Start:", "Challenge:", "The text:", "Consider:", "Given:", "Now:", "Puzzle:"],
    ],
)
TEAM = ("Draft a polite reply in our house style to this message of a customer, in at most five sentences: ", "Summarise this call for the record of the help desk, in two lines and without names: ", "Rewrite the note of our field engineer for the customer, in plain words and with our greeting: ", "Turn the following request into a ticket for the second line, with a title, three facts and the urgency we use: ", "You write for the service desk of a large electronics store. Respond to the following in a friendly tone, with a very concise answer: ",)
BATCH = (
    "Classify the ticket into one of billing, card, transfer, account, other. Reply with the class only.\nTicket: ",
    "Translate the sentence for our glossary into French, keep product names as they are, and return JSON with source and target.\nSentence: ",
    "Extract place, date and person from the message as CSV; write NA where one is missing.\nMessage: ",
    "Give the tone of the message as one word of calm, upset, joking or formal, and its language code.\nMessage >>> ",
"Summarise the review below for the shipping department, in at most thirty words, with a focus on delivery.\nReview: ",
)
APP = (
    "You are the assistant of the Larkspur notes app. Be brief, friendly and practical, and never mention other apps.\nUser: ",
    "SYSTEM: Reply as Pip, the kitchen robot of a toy shop. Keep sentences short and cheerful.\nQuestion of the visitor: ",
    "You live inside the Fernweh travel companion. Answer within eighty words, warmly, and end with one suggestion.\nTraveller: ",
    "Persona: Otto, concierge of the Hotel Elbblick. Two sentences, no lists, offer to call a taxi where it helps.\nGuest: ",
"Assistant is a large language model of the Brightwater bank's app. It helps with a wide range of tasks and is always learning. Overall it is a powerful tool.\nHuman: ",
)
EVALUATION = (
    ["{0}\n\nLet's think step by step, show your full reasoning, and finish with #### and the answer."],
    ["Answer the following question. The last line of your response should be of the form 'ANSWER: $ANSWER' where $ANSWER is the answer. Think step by step before answering.\n\n{0}"],
    ["Question:\n{0}\n\nReason about it first. Then finish with a line that reads \"The correct answer is\" and your choice."],
    ["The task below comes from a benchmark. Think it through, then write Answer: followed by your choice on a line by itself.\n\n{0}"],
    ["Question: {0}\nAnswer:", "Q: {0}\nA: Let's think step by step."],
)
JUDGE = (
    "Score the following question and reply from 1 to 10 by this rubric: accuracy, depth, tone. Give a reason for each criterion and then the total.\n\n{0}",
    "Please act as an impartial judge and evaluate the quality of the response provided by an AI assistant to the user question displayed below. Begin with a short explanation and then rate the response on a scale of 1 to 10.\n\n[Question]\n{0}",
    "You grade short answers for a study. Award 0 to 4 points for the text below, say which criteria are met, and print the points on the last line.\n\n{0}",
    "You compare a draft with our style guide. Points: 0 to 3 for clarity, 0 to 3 for tone, 0 to 4 for correctness, each with a reason, then the sum.\n\nDraft: {0}",
    "###Task: an instruction, a response to assess and a rubric with five levels are given. Write feedback strictly by the rubric, then the level as an integer from 1 to 5.\n###Response:\n{0}",
)
LESSON = (
    "I am a student of the course. Show your complete reasoning so that I can compare mine: ",
    "Tutor mode for our exercise sheet. Explain every step of your thinking so that I find my mistake: ",
    "Exercise of today, from our worksheet. Guide me through your thoughts so that I can find where mine went wrong: ",
    "Homework of group B. Before I hand it in, think aloud about this exercise so that I can follow: ",
    "You are a tutor in the Socratic manner: never give the result away, ask just the right question instead, and let me learn to think for myself. My exercise: ",
)


class Traffic:
    def __init__(self, texts, seed, reference):
        self.random = random.Random(seed)
        number = int(seed.split()[-1])
        self.side = 4 if number >= KEPT_BACK else 3 if number >= 3000 else 2 if number >= 2000 else 1 if number >= 1000 and not reference else 0
        self.lines, self.accounts = [], set()
        self.pools = {}
        for name in ("people", "tasks", "items"):
            rows = [json.loads(l) for l in open(f"{texts}/{name}.jsonl", encoding="utf-8")]
            # The reference, what rules are tuned on and what is kept back never draw the same text.
            if self.side >= 2:
                more = [json.loads(l) for l in open(f"{texts}/{name}2.jsonl", encoding="utf-8")]
                half = [r for i, r in enumerate(rows) if (i % 2 == 0 if reference else i % 8 == 7)] if name == "people" else []
                self.pools[name] = half + [r for i, r in enumerate(more) if name != "people" or i % 2 == (0 if reference else 1)]
                continue
            self.pools[name] = [r for i, r in enumerate(rows) if (i % 2 == 0 if reference else i % 4 == 1 + (2 * self.side))]
        self.groups = {}
        for group, text in self.pools["people"]:
            self.groups.setdefault(group, []).append(text)
        self.names = sorted(self.groups)
        self.deck = []

    def add(self, caller, day, hour, prompt, **more):
        time = START + timedelta(days=day, hours=hour % 24, seconds=self.random.random() * 3600)
        self.lines.append({"time": time.isoformat(), "caller": caller, "prompt": prompt, **more})

    def ask(self, subjects):
        text = self.random.choice(self.groups[self.random.choice(subjects)])
        roll = self.random.random()
        return text + (" Think step by step." if roll < 0.03 else " Show your chain of thought." if roll < 0.033 else "")

    def many(self, mean):
        """How many prompts somebody sends: few send many."""
        return 1 + int(self.random.expovariate(1 / mean))

    def people(self, count, mean=10, prefix="user"):
        for i in range(count):
            subjects = self.random.sample(self.names, min(len(self.names), self.random.randint(1, 4)))
            hour, tool = self.random.randrange(24), None
            if self.random.random() < 0.03:  # a favourite preamble of their own
                tool = self.random.choice(self.pools["tasks"])[1][:120] + "\n"
            for _ in range(self.many(mean)):
                self.add(f"{prefix}{i}", self.random.randrange(DAYS), hour + self.random.randrange(9), (tool or "") + self.ask(subjects))

    def team(self, members):
        for i in range(members):
            for _ in range(self.many(15)):
                self.add(f"team{i}", self.random.randrange(DAYS), 8 + self.random.randrange(9), TEAM[self.side] + self.ask(self.names[:5]))

    def batch(self, count):
        for _ in range(count):
            self.add("batch", 1, 2, BATCH[self.side] + self.ask(self.names[:5]))

    def app(self, users):
        """A program with one preamble that many use with keys of their own."""
        for i in range(users):
            subjects, hour = self.random.sample(self.names, 2), self.random.randrange(24)
            for _ in range(self.many(8)):
                self.add(f"app{i}", self.random.randrange(DAYS), hour + self.random.randrange(6), APP[self.side] + self.ask(subjects))

    def evaluator(self, count, models=1, keys=1, days=(2,), name="evaluator", hours=0, bare=False):
        """A suite of public items: once, over several models, from several keys, every night, as they stand."""
        for text in self.random.sample([t for _, t in self.pools["items"]], count):
            for day in days:
                for m in range(models):
                    self.add(f"{name}{m % keys}", self.random.randrange(DAYS) if hours else day, self.random.randrange(hours) if hours else 10 + m, text if bare else self.random.choice(EVALUATION[self.side]).format(text), model=f"m{m}")

    def judge(self, count):
        for _ in range(count):
            self.add("judge", 3, 10, JUDGE[self.side].format(self.random.choice(self.pools["tasks"])[1]))

    def backend(self, users):
        """A program whose server asks with one key for all who use it: of everything, by day, and often the same."""
        for i in range(users):
            subjects, hour = self.random.sample(self.names, 2), 12 + int(self.random.gauss(0, 4))
            for _ in range(self.many(4)):
                self.add("backend", self.random.randrange(DAYS), hour + self.random.randrange(3), APP[self.side] + self.ask(subjects))

    def translator(self, count, days=3, hours=4):
        """A translation memory that is filled in three nights, or over a week, of all kinds of texts."""
        for text in self.random.sample([t for _, t in self.pools["tasks"]], count):
            self.add("translator", self.random.randrange(days), 1 + self.random.randrange(hours), BATCH[self.side] + text[:300])

    def classroom(self, students, questions=6, day=3, name="student"):
        asked = self.random.sample([t for _, t in self.pools["items"]], questions)
        for i in range(students):
            for q in asked:
                if self.random.random() < 0.9:
                    self.add(f"{name}{i}", day, 9, LESSON[self.side] + q)

    def workshop(self, guests, each=8):
        """People who try one way of asking on questions of their own, in one afternoon."""
        for i in range(guests):
            subjects = self.random.sample(self.names, 2)
            for _ in range(self.many(each)):
                self.add(f"guest{i}", 4, 14 + self.random.randrange(3), THINKING[self.side][3].format(self.ask(subjects)))

    def homework(self, students, sheet=60, each=15):
        """A week's sheet of exercises, of which each does some when school is out."""
        asked = self.random.sample([t for _, t in self.pools["items"]], sheet)
        for i in range(students):
            for q in self.random.sample(asked, each):
                self.add(f"home{i}", self.random.randrange(DAYS), 15 + self.random.randrange(8), LESSON[self.side] + q)

    def course(self, students, each=8, name="course", hours=8):
        """People with one prompt, of a teacher's or a published one, and subjects of their own, over a week."""
        for i in range(students):
            subjects, hour = self.random.sample(self.names, 2), 15 if hours == 8 else self.random.randrange(24)
            for _ in range(self.many(each)):
                prompt = LESSON[self.side] + self.ask(subjects) if hours == 8 else THINKING[self.side][0].format(self.ask(subjects))
                self.add(f"{name}{i}", self.random.randrange(DAYS), hour + self.random.randrange(8), prompt)

    def task(self):
        """The next task of a syllabus: nobody who collects answers pays for one twice."""
        if not self.deck:
            self.deck = [t for _, t in self.pools["tasks"]] + [t for _, t in self.pools["items"]]
            self.random.shuffle(self.deck)
            self.round = getattr(self, "round", -1) + 1
        return self.deck.pop() if self.round == 0 else self.deck.pop() + "\n\nThen: " + self.random.choice(self.pools["tasks"])[1]

    def campaign(self, accounts, each, share=1.0, kind="thinking", days=DAYS):
        templates = {"thinking": THINKING, "plain": PLAIN, "rubric": RUBRIC, "multilingual": LANGUAGES}.get(kind, THINKING)[self.side]
        for i in range(accounts):
            name = "reseller" if kind == "resold" else f"account{i}"
            self.accounts.add(name)
            subjects = self.random.sample(self.names, 2)
            own = each if each < 8 else self.random.randint(each * 3 // 4, each * 5 // 4)
            for k in range(own):
                if kind == "paraphrased":
                    prompt = " ".join(self.random.choice(p) for p in PARTS[self.side]) + "\n" + self.task()
                else:
                    prompt = self.random.choice(templates).format(self.task())
                self.add(name, self.random.randrange(days), self.random.randrange(24), prompt)
            for _ in range(round(own * (1 - share) / share)):
                self.add(name, self.random.randrange(DAYS), self.random.randrange(24), self.ask(self.names if kind == "resold" else subjects))

    def write(self, out):
        self.lines.sort(key=lambda l: l["time"])
        with open(out + ".jsonl", "w", encoding="utf-8") as file:
            for line in self.lines:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        json.dump(sorted(self.accounts), open(out + ".truth.json", "w"))


def around(*more):
    """A scenario: something amid two thousand people, a team, an app and a batch job."""
    def make(t):
        t.people(1500)
        t.team(30)
        t.app(60)
        t.batch(400)
        for m in more:
            m(t)
    return make


SCENARIOS = {
    "reference": lambda t: t.people(4000, prefix="before"),
    # Benign traffic: whatever is flagged or graded above a notice here is wrong.
    "people": lambda t: t.people(5000),
    "working": around(lambda t: t.team(60), lambda t: t.app(250), lambda t: t.batch(1200)),
    "evaluators": around(lambda t: t.evaluator(600), lambda t: t.evaluator(200, 3, name="bench"), lambda t: t.judge(800)),
    "programs": around(lambda t: t.backend(500), lambda t: t.translator(900)),
    "bare-evaluator": around(lambda t: t.evaluator(700, name="bare", hours=24, bare=True)),
    "slow-translator": around(lambda t: t.translator(900, 7, 24)),
    "homework": around(lambda t: t.homework(40)),
    "course": around(lambda t: t.course(60)),
    "published": around(lambda t: t.course(150, name="reader", hours=24)),
    "slow-evaluator": around(lambda t: t.evaluator(700, name="slow", hours=24)),
    "nightly": around(lambda t: t.evaluator(150, 1, 1, range(7)), lambda t: t.evaluator(120, 8, 8, (4,), "keys")),
    "classes": around(lambda t: t.classroom(150), lambda t: t.classroom(30, 20, 1, "pupil"), lambda t: t.classroom(350, 2, 5, "hall")),
    "workshop": around(lambda t: t.workshop(50)),
    # Campaigns by the number of accounts and the share of the campaign in their prompts, in percent.
    **{f"1-{s}": (lambda s: around(lambda t: t.campaign(1, max(80, int(20 * s)), s / 100)))(s) for s in (5, 10, 25, 50, 100)},
    **{f"50-{s}": (lambda s: around(lambda t: t.campaign(50, 12, s / 100)))(s) for s in (5, 10, 25, 50, 100)},
    **{f"1000-{s}": (lambda s: around(lambda t: t.campaign(1000, 4, s / 100)))(s) for s in (5, 25, 100)},
    "20000-100": lambda t: (t.people(4000), t.campaign(20000, 5, 1, days=7)),
    "plain-1": around(lambda t: t.campaign(1, 2500, 1, "plain")),
    "plain-50": around(lambda t: t.campaign(50, 40, 1, "plain")),
    "plain-1000": around(lambda t: t.campaign(1000, 4, 0.5, "plain")),
    "paraphrased-1": around(lambda t: t.campaign(1, 400, 1, "paraphrased")),
    "paraphrased-50": around(lambda t: t.campaign(50, 20, 0.5, "paraphrased")),
    "multilingual-1": around(lambda t: t.campaign(1, 200, 0.5, "multilingual")),
    "multilingual-50": around(lambda t: t.campaign(50, 20, 0.25, "multilingual")),
    "slow-50": around(lambda t: t.campaign(50, 2, 0.25)),
    "rubric-50": around(lambda t: t.campaign(50, 40, 0.5, "rubric")),
    "resold": around(lambda t: t.campaign(40, 10, 0.25, "resold")),
}

# Campaigns whose accounts send nothing else; all others are mixed.
PURE = {"1-100", "50-100", "1000-100", "20000-100", "plain-1", "plain-50", "paraphrased-1"}


def is_pure(name):
    return name in PURE


if __name__ == "__main__":
    texts, scenario, seed, out = sys.argv[1:]
    traffic = Traffic(texts, f"{scenario} {seed}", scenario == "reference")
    SCENARIOS[scenario](traffic)
    traffic.write(out)
