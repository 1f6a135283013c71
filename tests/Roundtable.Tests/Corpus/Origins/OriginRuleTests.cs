using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Rows;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Corpus.Origins;

/// <summary>What evidence comes to.</summary>
public sealed class OriginRuleTests
{
    [Fact]
    public void The_strongest_evidence_decides_whatever_the_order()
    {
        var random = new Random(6);
        for (var i = 0; i < TestDepth.Of(3000, 100000); i++)
        {
            var evidence = Enumerable.Range(0, random.Next(6))
                .Select(_ => new Evidence((EvidenceKind)random.Next(6), (Origin)random.Next(4), (Strength)random.Next(4), "x"))
                .ToList();
            var origin = OriginRule.Of(evidence);
            var shuffled = evidence.ToArray();
            random.Shuffle(shuffled);
            Assert.Equal(origin, OriginRule.Of(shuffled));
            Evidence[] never = [new(EvidenceKind.Statistical, Origin.Synthetic, Strength.Conclusive, "never"), new(EvidenceKind.Declared, Origin.Human, Strength.Weak, "never")];
            Assert.Equal(origin, OriginRule.Of([.. evidence, .. never]));
            Assert.Equal(origin == Origin.Unknown, OriginRule.Deciding(evidence, origin) is null);
        }
    }

    [Theory]
    [InlineData("response", 0, Origin.Mixed)]
    [InlineData("prompt", 1, Origin.Mixed)]
    [InlineData("prompt", 0, Origin.Unknown)]
    public void Evidence_about_different_texts_makes_a_row_mixed_and_about_the_same_text_leaves_it_unknown(string field, int turn, Origin expected)
    {
        Evidence human = new(EvidenceKind.Matched, Origin.Human, Strength.Strong, "by people") { Spans = [new TextSpan("prompt", 0, 0, 9)] };
        Evidence model = new(EvidenceKind.Matched, Origin.Synthetic, Strength.Strong, "by a model") { Spans = [new TextSpan(field, turn, 20, 29)] };
        Assert.Equal(expected, OriginRule.Of([human, model]));
    }

    [Fact]
    public void Different_texts_make_a_row_mixed_whatever_is_stronger_unless_evidence_is_about_all_of_it()
    {
        Evidence human = new(EvidenceKind.Matched, Origin.Human, Strength.Strong, "by people") { Spans = [new TextSpan("prompt", 0, 0, 9)] };
        Evidence model = new(EvidenceKind.SelfIdentified, Origin.Synthetic, Strength.Moderate, "by a model") { Spans = [new TextSpan("response", 0, 0, 9)] };
        Assert.Equal(Origin.Mixed, OriginRule.Of([human, model]));
        Assert.Equal(Origin.Human, OriginRule.Of([human, model with { Spans = [] }]));
        Assert.Equal(Origin.Human, OriginRule.Of([human, model with { Strength = Strength.Weak }]));
    }

    [Theory]
    [InlineData(Strength.Weak, Strength.Strong, Origin.Human)]
    [InlineData(Strength.Moderate, Strength.Strong, Origin.Human)]
    [InlineData(Strength.Strong, Strength.Strong, Origin.Mixed)]
    public void Evidence_that_a_row_is_mixed_counts_from_the_strength_of_all_other_evidence_on(Strength mixed, Strength human, Origin expected)
    {
        Evidence quotation = new(EvidenceKind.Matched, Origin.Mixed, mixed, "quotes a model");
        Assert.Equal(expected, OriginRule.Of([quotation, new Evidence(EvidenceKind.Attested, Origin.Human, human, "by people")]));
        Assert.Equal(mixed == Strength.Weak ? Origin.Unknown : Origin.Mixed, OriginRule.Of([quotation]));
    }

    [Fact]
    public void What_decided_is_the_strongest_evidence_for_the_origin_and_of_equals_the_first_kind()
    {
        Evidence human = new(EvidenceKind.Declared, Origin.Human, Strength.Strong, "declared");
        Evidence attested = new(EvidenceKind.Attested, Origin.Human, Strength.Strong, "attested");
        Evidence model = new(EvidenceKind.SelfIdentified, Origin.Synthetic, Strength.Conclusive, "a phrase");
        Evidence quoted = new(EvidenceKind.Matched, Origin.Mixed, Strength.Moderate, "quotes a model");
        Evidence weak = new(EvidenceKind.Recorded, Origin.Human, Strength.Weak, "weak");
        Evidence[] all = [weak, quoted, human, attested, model];
        Assert.Equal(attested, OriginRule.Deciding(all, Origin.Human));
        Assert.Equal(model, OriginRule.Deciding(all, Origin.Synthetic));
        Assert.Equal(model, OriginRule.Deciding(all, Origin.Mixed));
        Assert.Equal(quoted, OriginRule.Deciding([weak, quoted], Origin.Mixed));
        Assert.Null(OriginRule.Deciding([weak, quoted], Origin.Human));
        Assert.Null(OriginRule.Deciding(all, Origin.Unknown));
    }

    [Theory]
    [InlineData(EvidenceKind.Matched, Origin.Human, Strength.Moderate, true)]
    [InlineData(EvidenceKind.Matched, Origin.Synthetic, Strength.Conclusive, true)]
    [InlineData(EvidenceKind.Matched, Origin.Synthetic, Strength.Weak, false)]
    [InlineData(EvidenceKind.Matched, Origin.Mixed, Strength.Strong, false)]
    [InlineData(EvidenceKind.Matched, Origin.Unknown, Strength.Strong, false)]
    [InlineData(EvidenceKind.Statistical, Origin.Synthetic, Strength.Conclusive, false)]
    public void Only_moderate_evidence_for_people_or_models_that_is_not_statistical_decides(EvidenceKind kind, Origin indicates, Strength strength, bool decides) =>
        Assert.Equal(decides, new Evidence(kind, indicates, strength, "x").Decides);

    [Fact]
    public void The_stronger_of_two_wins()
    {
        Evidence human = new(EvidenceKind.Attested, Origin.Human, Strength.Strong, "by people");
        Evidence model = new(EvidenceKind.Declared, Origin.Synthetic, Strength.Moderate, "by a model");
        Assert.Equal(Origin.Human, OriginRule.Of([human, model]));
        Assert.Equal(Origin.Synthetic, OriginRule.Of([human, model with { Strength = Strength.Conclusive }]));
        Assert.Equal(Origin.Unknown, OriginRule.Of([human, model with { Strength = Strength.Strong }]));
        Assert.Equal(Origin.Synthetic, OriginRule.Of([model]));
        Assert.Equal(Origin.Human, OriginRule.Of([human with { Strength = Strength.Weak }, human, human with { Strength = Strength.Moderate }]));
        Assert.Equal(Origin.Human, OriginRule.Of([human with { Strength = Strength.Moderate }, human, model]));
        Assert.Equal(Origin.Unknown, OriginRule.Of([]));
    }
}
