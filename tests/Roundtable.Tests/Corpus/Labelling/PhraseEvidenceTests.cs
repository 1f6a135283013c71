using System.Text;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Phrases;
using Roundtable.Corpus.Rows;

namespace Roundtable.Tests.Corpus.Labelling;

/// <summary>In which texts of a row a phrase counts, and how much.</summary>
public sealed class PhraseEvidenceTests
{
    private const string Phrase = "as an AI language model, I";
    private const string Hit = "as an AI language model";

    [Theory]
    [InlineData(FieldRole.Prompt)]
    [InlineData(FieldRole.System)]
    [InlineData(FieldRole.Context)]
    public void A_phrase_in_what_a_model_was_given_says_nothing_about_the_row(FieldRole role)
    {
        Assert.Empty(Find((role, $"Say this: {Phrase} cannot.")));

        // Beside an answer with a phrase of its own only the answer's counts.
        var evidence = Assert.Single(Find((role, $"Say this: {Phrase} cannot."), (FieldRole.Response, $"Well, {Phrase} can.")));
        Assert.Equal(new TextSpan("field1", 0, 6, 6 + Hit.Length), Assert.Single(evidence.Spans));
    }

    [Theory]
    [InlineData(FieldRole.Response, Strength.Strong)]
    [InlineData(FieldRole.Chosen, Strength.Strong)]
    [InlineData(FieldRole.Rejected, Strength.Strong)]
    [InlineData(FieldRole.Text, Strength.Moderate)]
    public void A_phrase_in_an_answer_counts_as_the_list_says_and_in_other_text_one_step_less(FieldRole role, Strength expected)
    {
        var evidence = Assert.Single(Find((role, $"I am sorry: {Phrase} do not sleep.")));
        Assert.Equal((EvidenceKind.SelfIdentified, Origin.Synthetic, expected), (evidence.Kind, evidence.Indicates, evidence.Strength));
    }

    [Theory]
    [InlineData("as an AI language model, I", true)]
    [InlineData("(as an AI language model, I)", true)]
    [InlineData("as an AI language models, I", false)]
    [InlineData("was an AI language model, I", false)]
    [InlineData("as an AI language model4, I", false)]
    [InlineData("as an AI language modelé, I", false)]
    [InlineData("àas an AI language model, I", false)]
    public void A_pattern_counts_only_as_whole_words(string text, bool found) => Assert.Equal(found, Find((FieldRole.Response, text)).Count > 0);

    /// <summary>A phrase that itself begins or ends with a mark needs no boundary there.</summary>
    [Theory]
    [InlineData("xas a y", 1, 4, false)]
    [InlineData("x as a y", 2, 4, true)]
    [InlineData("x as ay", 2, 4, false)]
    [InlineData("x: as a y", 1, 6, true)]
    [InlineData("x as a: y", 2, 5, true)]
    [InlineData("as a", 0, 4, true)]
    [InlineData("as a\u0080", 0, 4, false)]
    public void A_hit_is_whole_between_letters_and_anything_else(string text, int start, int length, bool whole) =>
        Assert.Equal(whole, PhraseEvidence.IsWhole(Encoding.Latin1.GetBytes(text), new PhraseHit(0, start, length)));

    [Fact]
    public void Each_occurrence_is_located_and_each_text_counts_as_what_it_is()
    {
        var evidence = Find((FieldRole.Response, $"{Phrase}, and {Phrase}"), (FieldRole.Text, $"{Phrase} -"), (FieldRole.Rejected, Phrase));
        Assert.Equal([Strength.Strong, Strength.Moderate], evidence.Select(e => e.Strength));
        Assert.Equal([new TextSpan("field1", 0, 0, Hit.Length)], evidence[1].Spans);
        Assert.Equal(
            [
                new TextSpan("field0", 0, 0, Hit.Length),
                new TextSpan("field0", 0, Phrase.Length + 6, Phrase.Length + 6 + Hit.Length),
                new TextSpan("field2", 0, 0, Hit.Length),
            ],
            evidence[0].Spans);
        Assert.All(evidence, e => Assert.Equal("en-as", e.Summary));
        Assert.Equal(2, Assert.Single(Find((FieldRole.Response, "Great question!Great question!"))).Spans.Count);
    }

    [Fact]
    public void Turns_of_one_field_are_told_apart()
    {
        var row = new RowText();
        row.Add(FieldRole.Response, 0, Encoding.UTF8.GetBytes($"No. {Phrase}"));
        row.Add(FieldRole.Response, 0, Encoding.UTF8.GetBytes($"I, {Phrase}"));
        var evidence = Assert.Single(Find(new PhraseEvidence(KnownPhrases.Current), row, ["response"]));
        Assert.Equal([new TextSpan("response", 0, 4, 4 + Hit.Length), new TextSpan("response", 1, 3, 3 + Hit.Length)], evidence.Spans);
    }

    [Fact]
    public void Phrases_are_weak_in_any_text()
    {
        foreach (var role in new[] { FieldRole.Text, FieldRole.Response })
        {
            Assert.All(PhraseFile.Current.Phrases, p => Assert.All(Find((role, PhraseFile.Expand(p).First())), e => Assert.Equal(Strength.Weak, e.Strength)));
        }
    }

    [Fact]
    public void What_was_found_in_one_row_is_not_found_again_in_the_next()
    {
        var search = new PhraseEvidence(KnownPhrases.Current);
        Assert.Single(Find(search, (FieldRole.Response, Phrase)));
        Assert.Empty(Find(search, (FieldRole.Response, "Nothing of the kind.")));
        Assert.Equal("en-name: qwen", Assert.Single(Find(search, (FieldRole.Response, "I am Qwen."))).Summary);
    }

    private static List<Evidence> Find(params (FieldRole Role, string Text)[] texts) => Find(new PhraseEvidence(KnownPhrases.Current), texts);

    private static List<Evidence> Find(PhraseEvidence search, params (FieldRole Role, string Text)[] texts)
    {
        var row = new RowText();
        for (var i = 0; i < texts.Length; i++)
        {
            row.Add(texts[i].Role, i, Encoding.UTF8.GetBytes(texts[i].Text));
        }

        return Find(search, row, [.. texts.Select((t, i) => $"field{i}")]);
    }

    private static List<Evidence> Find(PhraseEvidence search, RowText row, string[] fields)
    {
        var words = new WordList();
        Words.Find(row.Text, words);
        List<Evidence> evidence = [];
        search.Add(row, new RowPlan("custom", [.. fields.Select((f, i) => new PlannedField(f, row.Parts[i].Role))]), words, evidence);
        return evidence;
    }
}
