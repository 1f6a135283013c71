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

    [Fact]
    public void An_equal_text_is_strong_evidence_and_on_the_record_conclusive()
    {
        var text = Words("said", 30);
        using var known = Store(text);
        var evidence = Assert.Single(Find(known, $" {text}\n"));
        Assert.Equal((EvidenceKind.Matched, Origin.Synthetic, Strength.Strong, "equal to a text of known"), (evidence.Kind, evidence.Indicates, evidence.Strength, evidence.Summary));
        Assert.Equal(("gpt-4", null, 1.0, "known"), (evidence.Model, evidence.Leaf, evidence.Similarity, evidence.Collection));
        Assert.Equal(new TextSpan("field0", 0, 1, 1 + text.Length), Assert.Single(evidence.Spans));

        using var record = Record(new RecordedText(17, Encoding.UTF8.GetBytes(text), "lab/m", IsSimulated: false));
        evidence = Assert.Single(Find(record, text));
        Assert.Equal((EvidenceKind.Recorded, Origin.Synthetic, Strength.Conclusive, "equal to an answer on the record"), (evidence.Kind, evidence.Indicates, evidence.Strength, evidence.Summary));
        Assert.Equal(("lab/m", 17L, "leaf 17"), (evidence.Model, evidence.Leaf, evidence.Reference));

        // Near what is on the record is no more than near.
        evidence = Assert.Single(Find(record, text + " more"));
        Assert.Equal((EvidenceKind.Matched, Strength.Strong, "near an answer on the record"), (evidence.Kind, evidence.Strength, evidence.Summary));
    }

    [Fact]
    public void A_simulated_answer_says_nothing_about_the_origin()
    {
        var text = Words("said", 30);
        using var record = Record(new RecordedText(17, Encoding.UTF8.GetBytes(text), "rehearsal/m", IsSimulated: true));
        var evidence = Assert.Single(Find(record, text));
        Assert.Equal((Origin.Unknown, null, "equal to a simulated answer on the record"), (evidence.Indicates, evidence.Model, evidence.Summary));
    }

    [Fact]
    public void What_a_model_was_given_says_nothing_about_who_answered()
    {
        var text = Words("said", 30);
        using var known = Store(text);
        foreach (var role in (FieldRole[])[FieldRole.Prompt, FieldRole.System, FieldRole.Context])
        {
            var evidence = Assert.Single(Find(known, (role, text), (FieldRole.Response, Words("own", 30))));
            Assert.Equal((Origin.Unknown, null, "known"), (evidence.Indicates, evidence.Model, evidence.Collection));
            Assert.Equal(Origin.Unknown, Assert.Single(Find(known, (role, text))).Indicates);
        }

        Assert.Equal(Origin.Synthetic, Assert.Single(Find(known, (FieldRole.Prompt, Words("own", 30)), (FieldRole.Response, text))).Indicates);
    }

    /// <summary>Sixty words that a model wrote are most of 120 words, but of 121 only a quotation.</summary>
    [Theory]
    [InlineData("gpt-4", 60, Origin.Synthetic)]
    [InlineData("gpt-4", 61, Origin.Mixed)]
    [InlineData("human", 60, Origin.Human)]
    [InlineData("human", 61, Origin.Unknown)]
    public void A_text_that_only_quotes_something_is_mixed_or_unknown(string model, int others, Origin expected)
    {
        using var known = Store(Words("said", 60), model);
        var evidence = Assert.Single(Find(known, $"{Words("own", others)} {Words("said", 60)}"));
        Assert.Equal((expected, Strength.Moderate, "has 60 words in a row of a text of known"), (evidence.Indicates, evidence.Strength, evidence.Summary));
        Assert.Equal(expected is Origin.Mixed or Origin.Synthetic ? "gpt-4" : null, evidence.Model);
        Assert.Equal(Words("own", others).Length + 1, Assert.Single(evidence.Spans).Start);
    }

    // Of n words n - 4 shingles; with another half as many words and four more, half of all shingles are common.
    [Theory]
    [InlineData(20, "near")]
    [InlineData(21, "has 24 words in a row of")]
    public void A_text_is_near_from_half_of_all_word_sequences_on(int others, string expected)
    {
        using var known = Store(Words("said", 24));
        var evidence = Assert.Single(Find(known, 0.4, (FieldRole.Text, $"{Words("said", 24)} {Words("own", others)}")));
        Assert.StartsWith(expected, evidence.Summary, StringComparison.Ordinal);
        Assert.Equal(Origin.Synthetic, evidence.Indicates);
    }

    [Fact]
    public void Texts_of_a_row_are_looked_up_one_by_one_and_together_where_none_is_found()
    {
        var (one, two) = (Words("one", 12), Words("two", 12));
        using var known = Store($"{one} {two}");
        var together = Assert.Single(Find(known, (FieldRole.Prompt, one), (FieldRole.Response, two)));
        Assert.Equal((Origin.Synthetic, "near a text of known"), (together.Indicates, together.Summary));
        Assert.Equal([new TextSpan("field0", 0, 0, one.Length), new TextSpan("field1", 0, 0, two.Length)], together.Spans);

        // A text of its own is located in its own field.
        var alone = Assert.Single(Find(known, (FieldRole.Prompt, Words("own", 12)), (FieldRole.Response, $"So: {one} {two}")));
        Assert.Equal(new TextSpan("field1", 0, 4, 4 + one.Length + 1 + two.Length), Assert.Single(alone.Spans));
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(7, false)]
    public void A_text_of_a_row_is_looked_up_from_eight_words_on(int words, bool found)
    {
        using var known = Store(Words("said", words));
        Assert.Equal(found, Find(known, (FieldRole.Prompt, Words("own", 12)), (FieldRole.Response, Words("said", words))).Count > 0);
        Assert.Single(Find(known, Words("said", words)));
    }

    [Fact]
    public void Several_runs_are_located_in_the_order_of_the_text_and_the_longest_is_told()
    {
        using var known = Store($"{Words("a", 60)} {Words("between", 3)} {Words("b", 80)}");
        var evidence = Assert.Single(Find(known, $"{Words("a", 60)} {Words("own", 300)} {Words("b", 80)} end"));
        Assert.Equal("has 80 words in a row of a text of known", evidence.Summary);
        var start = Words("a", 60).Length + Words("own", 300).Length + 2;
        Assert.Equal([new TextSpan("field0", 0, 0, Words("a", 60).Length), new TextSpan("field0", 0, start, start + Words("b", 80).Length)], evidence.Spans);
    }

    private static string Words(string stem, int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => $"{stem}{i}"));

    private static List<Evidence> Find(ReferenceStore store, string text) => Find(store, (FieldRole.Text, text));

    private static List<Evidence> Find(ReferenceStore store, params (FieldRole Role, string Text)[] texts) => Find(store, 0.7, texts);

    private static List<Evidence> Find(ReferenceStore store, double similarity, params (FieldRole Role, string Text)[] texts)
    {
        var row = new RowText();
        for (var i = 0; i < texts.Length; i++)
        {
            row.Add(texts[i].Role, i, Encoding.UTF8.GetBytes(texts[i].Text));
        }

        var words = new WordList();
        Roundtable.Corpus.Matches.Words.Find(row.Text, words);
        List<Evidence> evidence = [];
        var plan = new RowPlan("custom", [.. texts.Select((t, i) => new PlannedField($"field{i}", t.Role))]);
        new ReferenceEvidence([store], similarity).Add(row, plan, words, evidence);
        return evidence;
    }

    private ReferenceStore Record(params RecordedText[] answers)
    {
        var folder = Path.Combine(_folder.FullName, "record");
        ReferenceBuilder.FromLog(folder, default, answers, Cancellation);
        return ReferenceStore.TryOpen(folder)!;
    }

    private ReferenceStore Store(string text, string model = "gpt-4")
    {
        var data = Path.Combine(_folder.FullName, "known.jsonl");
        File.WriteAllText(data, JsonSerializer.Serialize(new { text, model }) + "\n");
        var folder = Path.Combine(_folder.FullName, "store");
        ReferenceBuilder.FromFiles(folder, "known", ScanPlan.Make(FileFinder.Find([data]), new ScanSettings { Duplicates = false }, Cancellation), null, Cancellation);
        return ReferenceStore.TryOpen(folder)!;
    }
}
