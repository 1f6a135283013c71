using System.Text;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Origins;

namespace Roundtable.Tests.Corpus.Labelling;

/// <summary>What the fields of a row that state where it comes from are taken for.</summary>
public sealed class DeclarationEvidenceTests
{
    private static readonly DeclarationEvidence _read = new(new Dictionary<string, KnownName>
    {
        ["house-model"] = new("house-model", "lab/house", Origin.Synthetic, "lab/house"),
        ["letters"] = new("letters", "archive/letters", Origin.Human, null),
    });

    [Theory]
    [InlineData("is_synthetic", "true", Origin.Synthetic)]
    [InlineData("is_synthetic", "0", Origin.Human)]
    [InlineData("meta.generated", "Yes", Origin.Synthetic)]
    [InlineData("Generated", "n", Origin.Human)]
    [InlineData("human", "1", Origin.Human)]
    [InlineData("is_human", "NO", Origin.Synthetic)]
    [InlineData("human", " y ", Origin.Human)]
    [InlineData("synthetic", "false", Origin.Human)]
    public void A_yes_or_no_says_who_wrote_a_row(string field, string value, Origin expected)
    {
        var evidence = Read(field, value);
        Assert.Equal((EvidenceKind.Declared, expected, Strength.Moderate, $"{field}: {value.Trim()}"), (evidence!.Kind, evidence.Indicates, evidence.Strength, evidence.Summary));
        Assert.Null(evidence.Model);
    }

    [Theory]
    [InlineData("is_synthetic", "perhaps")]
    [InlineData("source", "the internet")]
    [InlineData("source", "human and gpt-4")]
    [InlineData("model", "")]
    [InlineData("model", "  ")]
    [InlineData("model", "N/A")]
    [InlineData("license", "unknown")]
    public void What_says_nothing_is_no_evidence(string field, string value) => Assert.Null(Read(field, value));

    [Theory]
    [InlineData("license")]
    [InlineData("card.Licence")]
    public void A_licence_is_kept_and_says_nothing_about_the_origin(string field)
    {
        var evidence = Read(field, "cc-by-4.0");
        Assert.Equal((Origin.Unknown, Strength.Moderate, "cc-by-4.0"), (evidence!.Indicates, evidence.Strength, evidence.Licence));
    }

    [Theory]
    [InlineData("model", "gpt-4", Origin.Synthetic, "gpt-4")]
    [InlineData("generator", "a-model-nobody-knows", Origin.Synthetic, "a-model-nobody-knows")]
    [InlineData("teacher", "human", Origin.Human, null)]
    [InlineData("source", "gpt-4", Origin.Synthetic, null)]
    [InlineData("source", "Wikipedia dump", Origin.Human, null)]
    [InlineData("source", "human experts", Origin.Human, null)]
    [InlineData("source", "synthetic, by gpt-4", Origin.Synthetic, null)]
    [InlineData("source", "House-Model", Origin.Synthetic, "lab/house")]
    [InlineData("model", "letters", Origin.Human, null)]
    public void Names_are_looked_up_in_the_registry_and_then_in_the_list_of_words(string field, string value, Origin expected, string? model)
    {
        var evidence = Read(field, value);
        Assert.Equal((EvidenceKind.Declared, expected, Strength.Moderate, model), (evidence!.Kind, evidence.Indicates, evidence.Strength, evidence.Model));
        Assert.StartsWith($"{field}: {value}", evidence.Summary, StringComparison.Ordinal);
        Assert.Equal(value is "House-Model" or "letters", evidence.Summary.Contains("registry: ", StringComparison.Ordinal));
    }

    /// <summary>"ai" is no part of "mail", but "gpt" of "gpt-4" and "claude" of "claude2".</summary>
    [Theory]
    [InlineData("ai", true)]
    [InlineData("AI", true)]
    [InlineData("by an ai.", true)]
    [InlineData("mail by ai", true)]
    [InlineData("claude2", true)]
    [InlineData("(claude)", true)]
    [InlineData("mail", false)]
    [InlineData("aim", false)]
    [InlineData("2claude", false)]
    public void A_word_counts_where_it_stands_alone_or_before_a_number(string value, bool found) =>
        Assert.Equal(found ? Origin.Synthetic : null, Read("source", value)?.Indicates);

    /// <summary>A long value is a text, in which a name says nothing.</summary>
    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void Only_a_short_value_is_a_name(int length, bool found) =>
        Assert.Equal(found, Read("source", "gpt-4".PadRight(length, '.')) is not null);

    private static Evidence? Read(string field, string value) => _read.Read(field, Encoding.UTF8.GetBytes(value));
}
