using System.Text;
using System.Text.Json;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.References;
using Roundtable.Corpus.References.Building;
using Roundtable.Corpus.Rows;

namespace Roundtable.Tests.Corpus.References;

/// <summary>How much a match with a reference collection weighs.</summary>
public sealed class ReferenceEvidenceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    // Of n words n - 4 shingles; another last word changes one of them: n - 5 of n - 3 are common.
    [Theory]
    [InlineData(22, 17.0 / 19, Strength.Moderate)]
    [InlineData(23, 18.0 / 20, Strength.Strong)]
    [InlineData(30, 25.0 / 27, Strength.Strong)]
    [InlineData(40, 35.0 / 37, Strength.Strong)]
    public void A_match_is_strong_from_a_similarity_of_nine_tenths_on(int words, double similarity, Strength expected)
    {
        string[] known = [.. Enumerable.Range(0, words).Select(i => $"word{i}")];
        using var store = Store(string.Join(' ', known));
        var evidence = Assert.Single(Find(store, string.Join(' ', known[..^1]) + " another"));
        Assert.Equal(Math.Round(similarity, 4), evidence.Similarity);
        Assert.Equal((EvidenceKind.Matched, Origin.Synthetic, expected), (evidence.Kind, evidence.Indicates, evidence.Strength));
    }

    private static List<Evidence> Find(ReferenceStore store, string text)
    {
        var row = new RowText();
        row.Add(FieldRole.Text, 0, Encoding.UTF8.GetBytes(text));
        var words = new WordList();
        Words.Find(row.Text, words);
        List<Evidence> evidence = [];
        new ReferenceEvidence([store], 0.7).Add(row, new RowPlan("text", [new PlannedField("text", FieldRole.Text)]), words, evidence);
        return evidence;
    }

    private ReferenceStore Store(string text)
    {
        var data = Path.Combine(_folder.FullName, "known.jsonl");
        File.WriteAllText(data, JsonSerializer.Serialize(new { text, model = "gpt-4" }) + "\n");
        var folder = Path.Combine(_folder.FullName, "store");
        ReferenceBuilder.FromFiles(folder, "known", ScanPlan.Make(FileFinder.Find([data]), new ScanSettings { Duplicates = false }, Cancellation), null, Cancellation);
        return ReferenceStore.TryOpen(folder)!;
    }
}
