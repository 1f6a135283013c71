using System.Text.Json;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Scanning;

namespace Roundtable.Tests.Corpus.Scanning;

/// <summary>From a file's fields to the origin of its rows.</summary>
public sealed class DeclaredFieldsTests : IDisposable
{
    private static readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("""{"text":"t","model":["gpt-4","claude-2"]}""", "synthetic", "gpt-4 claude-2")]
    [InlineData("""{"text":"t","metadata":"{\"model\": \"gpt-4\"}"}""", "synthetic", "gpt-4")]
    [InlineData("""{"text":"t","meta":{"pile_set_name":"Wikipedia (en)"}}""", "human", "")]
    [InlineData("""{"text":"t","generation_model":"kimi-k2"}""", "synthetic", "kimi-k2")]
    [InlineData("""{"text":"t","model_used":"gpt-4"}""", "synthetic", "gpt-4")]
    [InlineData("""{"text":"t","synthesizer":"gpt-4"}""", "synthetic", "gpt-4")]
    [InlineData("""{"text":"t","model_a":"o1-preview","model_b":"GLM-4.5"}""", "synthetic", "o1-preview GLM-4.5")]
    [InlineData("""{"text":"t","is_synthetic":1}""", "synthetic", "")]
    [InlineData("""{"text":"t","is_human":"false"}""", "synthetic", "")]
    [InlineData("""{"text":"t","model":null}""", "unknown", "")]
    [InlineData("""{"text":"t","model":"Tesla Model 3"}""", "unknown", "")]
    [InlineData("""{"text":"t","author":"Claude Debussy"}""", "unknown", "")]
    public void Values_become_evidence_as_wholes(string row, string origin, string models)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "a.jsonl"), row + "\n");
        var plan = ScanPlan.Make(FileFinder.Find([_folder.FullName]), new ScanSettings(), _cancellation);
        var scan = new CorpusScan(plan, Path.Combine(_folder.FullName, "out"));
        scan.Label(Shard.Whole, RowKnowledge.None, 1, null, _cancellation);
        scan.Finish(new byte[32], null, _cancellation);
        using var label = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.FullName, "out", CorpusScan.RowsFile)));
        var evidence = label.RootElement.TryGetProperty("evidence", out var all) ? all.EnumerateArray().ToList() : [];
        Assert.Equal(origin, label.RootElement.GetProperty("origin").GetString());
        Assert.Equal(models, string.Join(' ', evidence.Select(e => e.TryGetProperty("model", out var m) ? m.GetString() : null).OfType<string>()));
    }
}
