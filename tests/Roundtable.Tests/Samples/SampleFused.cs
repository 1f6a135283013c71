using System.Text;
using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Fields;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Reviews;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Tests.Samples;

/// <summary>Fused sessions made by hand, for tests of whatever shows, stores or exports them.</summary>
public static class SampleFused
{
    public const string Id = "01jd0000000000000000fused";

    private static readonly DateTimeOffset _opened = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Three seats answer, one is absent. All say the first point, the first two contradict the third, and only the third says the last, which nothing cites.
    /// </summary>
    public static FusedSession Moderated(Func<string, Receipt>? receipts = null)
    {
        receipts ??= Unlogged;
        Answer[] answers =
        [
            Given(1, "**Postgres** scales far. Use row-level security. It is cheap to run.", receipts),
            Given(2, "Postgres scales far.\n\n- Use row-level security.", receipts),
            Given(3, "Postgres scales far. Use a schema for each tenant. `pg_dump` each of them nightly.", receipts),
        ];
        ComparisonPoint[] points =
        [
            new("p1", PointKind.Consensus, "Scale", [new("It scales.", [new(1, "**Postgres** scales far"), new(2, "Postgres scales far"), new(3, "Postgres scales far")])]),
            new(
                "p2",
                PointKind.Contradiction,
                "Isolation",
                [
                    new("Rows are kept apart by policy.", [new(1, "Use row-level security."), new(2, "Use row-level security.")]),
                    new("Each tenant has a schema.", [new(3, "Use a schema for each tenant.")]),
                ]),
            new("p3", PointKind.OneModel, "Backups", [new("Dump nightly.", [new(3, "`pg_dump` each of them nightly")])]),
            new("p4", PointKind.Missing, "Migrations", []),
        ];
        FusedSentence[] sentences =
        [
            new(SentenceForm.Paragraph, "Take **Postgres**: it scales.", ["p1"], new Support(SupportKind.All, [1, 2, 3], [], 3, 3, 3)),
            new(SentenceForm.Prose, "Keep tenants apart by row-level security.", ["p2.a"], new Support(SupportKind.Disputed, [1, 2], [3], 3, 2, 3)),
        ];
        return Base(answers, receipts) with
        {
            Comparison = new Comparison("lab/moderator", [2, 3, 1], points, 1, 2),
            Fused = new FusedAnswer(FusedKind.Moderated, "lab/moderator", sentences, 1, 2),
        };
    }

    /// <summary>The same answers without a moderator's: the reviews rank the second first, and two of them could be read.</summary>
    public static FusedSession BestReviewed(Func<string, Receipt>? receipts = null)
    {
        receipts ??= Unlogged;
        var moderated = Moderated(receipts);
        return moderated with
        {
            Settings = moderated.Settings with { Fusion = new FusionSettings(Review: true) },
            Comparison = null,
            Drafts = [],
            ModeratorFailure = "It gave no answer in time.",
            Reviews =
            [
                new Review(1, [2, 3], [2, 3], [new ReviewedError(3, "Use a schema for each tenant.", "It does not scale.")], "{\"by\":1}", receipts("{\"by\":1}")),
                new Review(3, [1, 2], [2, 1], [], "{\"by\":3}", receipts("{\"by\":3}")),
                new Review(2, [3, 1], [], [], "no", receipts("no")) { Problem = "it is not JSON." },
            ],
            Standings = [new Standing(2, 1, 2, 0, 2, 2), new Standing(3, 2, 0, 1, 0, 1), new Standing(1, 2, 0, 1, 0, 1)],
            Fused = new FusedAnswer(FusedKind.BestReviewed, "lab/model-2", [], 0, 0) { Seat = 2, Note = "The moderator failed: It gave no answer in time." },
        };
    }

    /// <summary>Too few answered.</summary>
    public static FusedSession NoAnswer() => Moderated() with
    {
        Answers = [Moderated().Answers[0]],
        Absences = [.. Enumerable.Range(2, 3).Select(s => new Absence(s, "No answer within 60 seconds."))],
        Comparison = null,
        Drafts = [],
        Fused = new FusedAnswer(FusedKind.None, null, [], 0, 0),
    };

    /// <summary>A session in which every text that others control is <paramref name="payload"/>.</summary>
    public static FusedSession Hostile(string payload)
    {
        var session = BestReviewed();
        var answer = Given(1, payload, Unlogged);
        Seat[] panel = [.. session.Panel.Select(s => s with { Name = payload + s.Number, Persona = payload })];
        return session with
        {
            Question = new Question(payload, [], [new ContextDocument(payload, payload)]),
            Panel = panel,
            Answers = [answer with { Thinking = payload }, .. session.Answers.Skip(1)],
            Absences = [new Absence(4, payload)],
            Scout = new ScoutResult([1, 2], true, payload),
            Reviews = [new Review(1, [2, 3], [2, 3], [new ReviewedError(2, payload, payload)], payload, answer.Receipt) { Problem = payload }],
            Comparison = new Comparison(payload, [1], [new ComparisonPoint("p1", PointKind.OneModel, payload, [new(payload, [new(1, payload)])])], 0, 0),
            Fused = new FusedAnswer(
                FusedKind.Moderated,
                payload,
                [new FusedSentence(SentenceForm.Paragraph, payload, ["p1"], new Support(SupportKind.OneModel, [1], [], 3, 1, 3))],
                0,
                0)
            {
                Note = payload,
            },
            ModeratorFailure = payload,
            Drafts = [new ModeratorDraft("fuse.a0", payload, answer.Receipt)],
        };
    }

    /// <summary>JSON by a schema: one field alike, one by vote.</summary>
    public static FusedSession Fields()
    {
        var moderated = Moderated();
        return moderated with
        {
            Settings = moderated.Settings with { Fusion = new FusionSettings(Review: false) { Schema = Json("""{"type":"object"}""") } },
            Answers =
            [
                .. moderated.Answers.Select(a => new Answer(a.Seat, AnswerKind.Given, Text(a.Seat), Unlogged(Text(a.Seat))) { Value = Json(Text(a.Seat)) }),
            ],
            Comparison = null,
            Drafts = [],
            Fields = new FusedFields(
                Json("""{"cheap":true,"name":"postgres"}"""),
                [
                    new FieldResult("", FieldRule.Members, Json("""{"cheap":true,"name":"postgres"}"""), [1, 2], []),
                    new FieldResult("/cheap", FieldRule.Vote, Json("true"), [1, 2], [new(Json("true"), [1, 2]), new(Json("false"), [3])]),
                    new FieldResult("/name", FieldRule.Equal, Json("\"postgres\""), [1, 2, 3], [new(Json("\"postgres\""), [1, 2, 3])]),
                ],
                []),
            Fused = new FusedAnswer(FusedKind.Fields, null, [], 0, 0),
        };

        static string Text(int seat) => $$"""{"cheap":{{(seat == 3 ? "false" : "true")}},"name":"postgres"}""";
    }

    /// <summary>A receipt that no log gave.</summary>
    public static Receipt Unlogged(string text)
    {
        var digest = Digest.Of(Encoding.UTF8.GetBytes(text));
        return new Receipt(Math.Abs(text.Sum(c => c)) + text.Length, digest, digest);
    }

    /// <summary>Receipts of a log, each text recorded as the output of a model in a leaf of its own.</summary>
    /// <param name="log">The log.</param>
    /// <param name="producer">The model that a text is from.</param>
    /// <param name="session">The session.</param>
    public static Func<string, Receipt> Logged(RecordLog log, Func<string, Producer> producer, string session = Id) => text =>
    {
        var content = Encoding.UTF8.GetBytes(text);
        var leaf = new Leaf
        {
            Kind = LeafKind.ModelOutput,
            Time = _opened,
            Session = session,
            Producer = producer(text),
            Output = Digest.Of(content),
        };
        return log.AppendAsync(leaf, [content], CancellationToken.None).GetAwaiter().GetResult();
    };

    private static Answer Given(int seat, string text, Func<string, Receipt> receipts) => new(seat, AnswerKind.Given, text, receipts(text));

    private static System.Text.Json.JsonElement Json(string text) => System.Text.Json.JsonElement.Parse(text);

    private static FusedSession Base(Answer[] answers, Func<string, Receipt> receipts) => new()
    {
        Id = Id,
        Opened = _opened,
        Simulated = false,
        Question = new Question("Which database for a multi-tenant service?", [], []),
        Panel = SampleSessions.Panel(4),
        Moderator = new ModelCard("lab/moderator"),
        Settings = new SessionSettings(false, 1, 1, Seed: 7, Ranked: false, Quorum: 2, BudgetMicroDollars: 500_000, 60, 600)
        {
            Fusion = new FusionSettings(Review: false),
        },
        Answers = answers,
        Absences = [new Absence(4, "No answer within 60 seconds.")],
        Fused = new FusedAnswer(FusedKind.None, null, [], 0, 0),
        Drafts = [new ModeratorDraft("compare.a0", "{\"points\":[]}", receipts("{\"points\":[]}")), new ModeratorDraft("fuse.a0", "{}", receipts("{}"))],
        Spend = new Spend(6, 1000, 200, 1234, 0),
    };
}
