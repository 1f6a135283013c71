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
    private const string Phrase = "as an AI language model";

    [Theory]
    [InlineData(FieldRole.Prompt)]
    [InlineData(FieldRole.System)]
    [InlineData(FieldRole.Context)]
    public void A_phrase_in_what_a_model_was_given_says_nothing_about_the_row(FieldRole role)
    {
        Assert.Empty(Find((role, $"She said: {Phrase}, I cannot.")));

        // Beside an answer with a phrase of its own only the answer's counts.
        var evidence = Assert.Single(Find((role, $"She said: {Phrase}, I cannot."), (FieldRole.Response, $"Well, {Phrase}, I can.")));
        Assert.Equal(new TextSpan("field1", 0, 6, 6 + Phrase.Length), Assert.Single(evidence.Spans));
    }

    [Theory]
    [InlineData(FieldRole.Response, Strength.Strong)]
    [InlineData(FieldRole.Chosen, Strength.Strong)]
    [InlineData(FieldRole.Rejected, Strength.Strong)]
    [InlineData(FieldRole.Text, Strength.Moderate)]
    public void A_phrase_in_an_answer_counts_as_the_list_says_and_in_other_text_one_step_less(FieldRole role, Strength expected)
    {
        var evidence = Assert.Single(Find((role, $"I am sorry: {Phrase}, I do not sleep.")));
        Assert.Equal((EvidenceKind.SelfIdentified, Origin.Synthetic, expected), (evidence.Kind, evidence.Indicates, evidence.Strength));
    }

    private static List<Evidence> Find(params (FieldRole Role, string Text)[] texts)
    {
        var row = new RowText();
        for (var i = 0; i < texts.Length; i++)
        {
            row.Add(texts[i].Role, i, Encoding.UTF8.GetBytes(texts[i].Text));
        }

        var words = new WordList();
        Words.Find(row.Text, words);
        List<Evidence> evidence = [];
        var plan = new RowPlan("custom", [.. texts.Select((t, i) => new PlannedField($"field{i}", t.Role))]);
        new PhraseEvidence(KnownPhrases.Current).Add(row, plan, words, evidence);
        return evidence;
    }
}
