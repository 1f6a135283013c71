using FsCheck;
using FsCheck.Fluent;
using Roundtable.Deliberation.Fusion;
using Roundtable.Workspace.PanelModels;

namespace Roundtable.Tests.Workspace.PanelModels;

/// <summary>What a client that can only append is sent of a fused answer.</summary>
public sealed class OrderedSentencesTests
{
    private static readonly Support _support = new(SupportKind.Some, [1, 2], [], 4, 2, 4);

    /// <summary>In whatever order sentences are checked, what is sent is the answer, in order, each sentence once.</summary>
    [Fact]
    public void Any_order_and_any_gaps_give_the_answer() => Prop.ForAll(
        (from count in Gen.Choose(1, 8)
         from order in Gen.Shuffle(Enumerable.Range(1, count).ToArray())
         from dropped in Gen.Choose(0, count).ListOf()
         from support in Gen.Elements(true, false)
         select (order, dropped, support)).ToArbitrary(),
        ((int[] Order, List<int> Dropped, bool Support) t) =>
        {
            var written = t.Order.Where(p => !t.Dropped.Contains(p)).ToList();
            var answer = FusedMarkdown.Of([.. written.Order().Select(Sentence)], t.Support);
            var sentences = new OrderedSentences(t.Support);
            var sent = string.Concat(written.Select(p => sentences.Add(p, Sentence(p))));
            Assert.StartsWith(sent, answer, StringComparison.Ordinal);
            Assert.Equal(answer, sent + sentences.Complete(answer));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_sentence_waits_for_those_before_it()
    {
        var sentences = new OrderedSentences(withSupport: false);
        Assert.Equal("", sentences.Add(2, Sentence(2)));
        Assert.Equal("Sentence 1. Sentence 2.", sentences.Add(1, Sentence(1)));
        Assert.Equal("", sentences.Add(4, Sentence(4)));
        Assert.Equal(" Sentence 4.", sentences.Complete("Sentence 1. Sentence 2. Sentence 4."));
    }

    [Fact]
    public void An_answer_written_anew_goes_on_where_it_repeats_itself_and_ends_where_it_does_not()
    {
        var sentences = new OrderedSentences(withSupport: false);
        Assert.Equal("Sentence 1.", sentences.Add(1, Sentence(1)));
        sentences.Restart();
        Assert.Equal("", sentences.Add(1, Sentence(1)));
        Assert.Equal(" Sentence 2.", sentences.Add(2, Sentence(2)));
        sentences.Restart();
        Assert.Equal("", sentences.Add(1, Sentence(7)));
        Assert.Null(sentences.Complete("Sentence 7."));
    }

    private static FusedSentence Sentence(int number) => new(SentenceForm.Prose, $"Sentence {number}.", ["p1"], _support);
}
