using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Runs;
using Roundtable.Tests.Models;
using Roundtable.Workspace;
using Roundtable.Workspace.Codebooks;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Gold;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Registry;
using Roundtable.Workspace.Runs;
using Roundtable.Workspace.Students;

namespace Roundtable.Tests.Workspace.Students;

/// <summary>What shares one such directory.</summary>
[CollectionDefinition(nameof(TaughtWork))]
public sealed class TaughtWorkUsers : ICollectionFixture<TaughtWork>;

/// <summary>
/// A data directory with a run of labels that may be learned, some of them by people, one that may be used but not learned, and a student of the first.
/// </summary>
public sealed class TaughtWork : IAsyncLifetime
{
    /// <summary>The codebook of both runs.</summary>
    public const string Codebook = """
        name: tone
        instructions: What is the tone?
        classes:
          - {name: good, definition: It pleases.}
          - {name: bad, definition: It does not.}
          - {name: plain, definition: Neither.}
        """;

    /// <summary>Number of texts.</summary>
    public const int Texts = 240;

    private const string Registry = """
        terms: free
        version: "1"
        from: 2020-01-01
        source: { address: "https://free.example/terms", read: 2026-01-01 }
        confidence: high
        clauses:
          - { subject: outputs, use: any, effect: allow, where: section 1, says: Anything may be done with answers. }
        ---
        terms: credit
        version: "1"
        from: 2020-01-01
        source: { address: "https://credit.example/terms", read: 2026-01-01 }
        confidence: high
        clauses:
          - { subject: outputs, use: any, effect: allow-if, conditions: [ { attribution: Taught by Credit }, { name-prefix: Credo } ], where: section 1, says: With credit. }
        ---
        terms: strict
        version: "1"
        from: 2020-01-01
        source: { address: "https://strict.example/terms", read: 2026-01-01 }
        confidence: high
        clauses:
          - { subject: outputs, use: any, effect: allow, where: section 1, says: Answers may be used. }
          - { subject: outputs, use: [distil], effect: deny, where: section 2, says: No model may be taught by answers. }
        """;

    private static readonly string[][] _words =
    [
        ["lovely", "delight", "splendid", "cheerful", "glad", "bright"],
        ["dreadful", "broken", "nasty", "sorry", "awful", "grim"],
        ["table", "number", "street", "report", "window", "paper"],
    ];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-students-");

    /// <summary>The data directory.</summary>
    public string Data => _data.FullName;

    /// <summary>The same as a workspace.</summary>
    public WorkspaceContext Context => new(
        Data, Path.Combine(Data, "roundtable.yaml"), null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal) { ["XDG_CONFIG_HOME"] = Data });

    /// <summary>The run that may be learned.</summary>
    public string Run { get; private set; } = "";

    /// <summary>The run that may be learned if credit is given.</summary>
    public string Credited { get; private set; } = "";

    /// <summary>The run that may not be learned.</summary>
    public string Barred { get; private set; } = "";

    /// <summary>The student of the first run.</summary>
    public TaughtFolder Student { get; private set; } = null!;

    /// <summary>The address at which the provider of this directory was reached; nobody is at it any more.</summary>
    public string Provider { get; private set; } = "";

    /// <summary>A folder that is not there yet.</summary>
    public string Folder() => Path.Combine(Data, "student-" + Guid.NewGuid().ToString("n"));

    /// <summary>A request for a student of a run.</summary>
    public TeachRequest Request(string run) => new(CodebookFile.Read(Codebook, "tone.yaml"), [run], Folder()) { Threads = 2 };

    /// <summary>The text of a number, and the class that it is of.</summary>
    public static (string Text, string Class) Item(int number)
    {
        var random = new Random(number);
        var own = number % 3;
        var text = new StringBuilder();
        for (var i = 0; i < 8; i++)
        {
            text.Append(i == 0 ? "" : " ").Append(_words[random.Next(100) < 60 ? own : random.Next(3)][random.Next(6)]).Append(random.Next(50) is < 5 and var n ? n : "");
        }

        return ($"{text} #{number}", ((string[])["good", "bad", "plain"])[own]);
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Fails(404, "The model does not exist.", "model_not_found"));
        Provider = server.Address.ToString();
        server.For("fair", ProviderLabels.Of(t => Said(t, 10))).For("poor", ProviderLabels.Of(t => Said(t + "!", 30))).For("m", ProviderLabels.Of(t => Said(t, 5)));
        await File.WriteAllTextAsync(Path.Combine(Data, "roundtable.yaml"), $$"""
            organisation: acme
            connections:
              open: { address: "{{server.Address}}v1", route: direct, terms: free@1, models: [fair, poor], schema: false }
              lent: { address: "{{server.Address}}v1", route: direct, terms: credit@1, models: [fair], schema: false }
              shut: { address: "{{server.Address}}v1", route: direct, terms: strict@1, models: [m], schema: false }
            """);
        await File.WriteAllTextAsync(Path.Combine(Data, "terms.yaml"), Registry);
        await RegistryAppender.AddAsync(Context, await EntryFiles.ReadAsync([Path.Combine(Data, "terms.yaml")], default), [], default);
        await File.WriteAllLinesAsync(
            Path.Combine(Data, "rows.jsonl"), Enumerable.Range(0, Texts).Select(i => new JsonObject { ["id"] = $"r{i}", ["text"] = Item(i).Text }.ToJsonString()));
        Run = await LabelAsync(["open/fair", "open/poor", "open/fair"], "distil", gold: 60);
        Credited = await LabelAsync(["lent/fair"], "label", gold: 0);
        Barred = await LabelAsync(["shut/m"], "label", gold: 0);
        Student = await new StudentService(Context).TeachAsync(Request(Run), default);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>What a model says that errs in so many of a hundred texts.</summary>
    private static string Said(string text, int errors)
    {
        var (_, right) = Item(int.Parse(text[(text.IndexOf('#', StringComparison.Ordinal) + 1)..].TrimEnd('!'), System.Globalization.CultureInfo.InvariantCulture));
        var chance = ProviderLabels.Chance(text);
        return chance >= errors ? right : Array.Find(["good", "bad", "plain"], c => c != right)!;
    }

    /// <summary>Has models label the rows of a file.</summary>
    /// <returns>The run.</returns>
    public async Task<string> LabelAsync(string[] models, string use, int gold, string rows = "rows.jsonl")
    {
        var service = new LabelService(Context);
        var request = new LabelRequest(
            CodebookFile.Read(Codebook, "tone.yaml"),
            new RunRequest
            {
                Kind = RunKind.Label,
                Items = Path.Combine(Data, rows),
                Template = "",
                Question = new RunQuestion.FreeText(),
                Seats = [.. models.Select(m => new SeatPlan(m))],
                For = [use],
            })
        {
            Gold = gold,
            Queue = 0,
        };
        var prepared = await service.PrepareAsync(request, default);
        await using var log = await LogAccess.OpenAsync(Context, default);
        var sheet = await service.DrawAsync(prepared, log, default);
        var runs = new RunService(Context);
        var folder = await runs.BeginAsync(prepared.Run, log, default);
        await runs.ExecuteAsync(new RunExecution(Context, log), folder, prepared.Run.Seats, prepared.Run.Source, log, default, default);
        var people = new GoldService(Context);
        foreach (var item in sheet is null ? [] : people.Open(sheet.Id).Items)
        {
            var (_, right) = Item(int.Parse(item.Drawn.Id[1..], System.Globalization.CultureInfo.InvariantCulture));
            await people.Labelling(sheet!.Id).LabelAsync(item.Drawn.Id, "ann", right, default);
        }

        return (await service.MakeAsync(new LabelFolder(folder), log, null, default)).Run;
    }
}
