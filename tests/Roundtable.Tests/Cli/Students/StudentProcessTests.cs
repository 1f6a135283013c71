using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Models;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Workspace.Students;

namespace Roundtable.Tests.Cli.Students;

/// <summary>A student as a person meets it: a panel is asked, the student taught, texts labelled, and what it is not sure of handed over to the panel.</summary>
public sealed class StudentProcessTests : IAsyncLifetime
{
    private const string Terms = """
        terms: free
        version: "1"
        from: 2020-01-01
        source: { address: "https://free.example/terms", read: 2026-01-01 }
        confidence: high
        clauses:
          - { subject: outputs, use: any, effect: allow, where: section 1, says: Anything may be done with answers. }
        """;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;
    private ProviderServer _server = null!;

    public StudentProcessTests() => _program = new RoundtableProcess(_data.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ProviderServer.StartAsync(ProviderAnswers.Fails(404, "The model does not exist.", "model_not_found"));
        _server.For("m", ProviderLabels.Of(t => TaughtWork.Item(int.Parse(t[(t.IndexOf('#', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture)).Class));
        await WriteAsync("roundtable.yaml", $$"""
            organisation: acme
            connections:
              lab: { address: "{{_server.Address}}v1", route: direct, terms: free@1, models: [m], schema: false }
            panels:
              cheap: { seats: [lab/m] }
            """);
        await WriteAsync("terms.yaml", Terms);
        await WriteAsync("tone.yaml", TaughtWork.Codebook);
        await ItemsAsync("rows.jsonl", 0, 90);
        await ItemsAsync("new.jsonl", 500, 40);
        await OkAsync("registry", "add", "terms.yaml");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_panel_teaches_and_answers_what_is_handed_over()
    {
        var taught = JsonElement.Parse(await OkAsync("teach", "tone.yaml", "--teacher", "cheap", "--items", "rows.jsonl", "--out", "student", "--yes", "--json"));
        Assert.Equal((90, "distil", "allowed"), (taught.GetProperty("texts").GetInt32(), taught.GetProperty("use").GetString(), taught.GetProperty("outcome").GetString()));
        Assert.Equal(90, _server.Requests.Count);

        var table = await OkAsync("handover", "student", "--budget", "0.3");
        Assert.Contains("answers from  handed over", table, StringComparison.Ordinal);
        Assert.Contains("Chosen: At most 0.3 of texts are handed over", table, StringComparison.Ordinal);

        var alone = Lines(await OkAsync("classify", "student", "new.jsonl", "--json"));
        Assert.Equal(40, alone.Count);
        var handed = alone.Where(l => !l.TryGetProperty("by", out var by) || by.ValueKind == JsonValueKind.Null).Select(l => l.GetProperty("id").GetString()).ToList();
        Assert.InRange(handed.Count, 1, 30);
        Assert.Equal(90, _server.Requests.Count);

        var pair = Lines(await OkAsync("classify", "student", "new.jsonl", "--panel", "cheap", "--handed", "handed.jsonl", "--yes", "--json"));
        Assert.Equal(90 + handed.Count, _server.Requests.Count);
        Assert.Equal(handed, pair.Where(l => l.GetProperty("by").GetString() == "panel").Select(l => l.GetProperty("id").GetString()));
        Assert.All(
            pair.Where(l => l.GetProperty("by").GetString() == "panel"),
            l => Assert.Equal(TaughtWork.Item(int.Parse(l.GetProperty("id").GetString()![1..], CultureInfo.InvariantCulture)).Class, l.GetProperty("label").GetString()));

        // What the panel answered is learned next time.
        var again = JsonElement.Parse(await OkAsync("teach", "tone.yaml", "--teacher", "last", "--teacher", FirstRun(), "--out", "next", "--json"));
        Assert.Equal(90 + handed.Count, again.GetProperty("texts").GetInt32());
        Assert.Contains("nothing can be said", await OkAsync("imitation", "report", "next"), StringComparison.Ordinal);

        using var process = _program.Start("classify", "next", "--csv");
        await process.StandardInput.WriteAsync("lovely delight splendid\n\n=grim() awful nasty\n");
        process.StandardInput.Close();
        var csv = (await process.StandardOutput.ReadToEndAsync(Cancellation)).Split("\r\n");
        await process.WaitForExitAsync(Cancellation);
        Assert.Equal("id,label,probability,by", csv[0]);
        Assert.StartsWith("1,good,", csv[1], StringComparison.Ordinal);
        Assert.StartsWith("3,bad,", csv[2], StringComparison.Ordinal);

        var wrong = await _program.RunAsync(Cancellation, "classify", "nowhere", "new.jsonl");
        Assert.Equal(ExitCode.NotFound, wrong.Code);
        Assert.Contains("holds no student", wrong.Error, StringComparison.Ordinal);
    }

    private string FirstRun() => Path.GetFileName(Directory.EnumerateDirectories(Path.Combine(_data.FullName, "runs")).Order(StringComparer.Ordinal).First());

    private static List<JsonElement> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l))];

    private async Task<string> OkAsync(params string[] words)
    {
        var (code, output, error) = await _program.RunAsync(Cancellation, words);
        Assert.True(code == ExitCode.Ok, $"{string.Join(' ', words)}: {code}: {error}{output}");
        return output;
    }

    private Task ItemsAsync(string name, int first, int count) => File.WriteAllLinesAsync(
        Path.Combine(_data.FullName, name),
        Enumerable.Range(first, count).Select(i => new JsonObject { ["id"] = $"r{i}", ["text"] = TaughtWork.Item(i).Text }.ToJsonString()),
        Cancellation);

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_data.FullName, name), text, Cancellation);
}
