using FsCheck;
using FsCheck.Fluent;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Tests.Deliberation.Minutes;

public sealed class QuotationMatcherTests
{
    private static readonly string[] _words = ["fair", "use", "naïve", "Ⅳ", "fﬁne", "it's", "“so-called”", "2019,", "terms.", "日本", "e\u0301tude", "—", "A"];

    [Theory]
    [InlineData("fair use", "It is fair use.", true)]
    [InlineData("fair  \u00a0\n use", "It is fair use.", true)]
    [InlineData("é", "e\u0301", true)]
    [InlineData("ﬁne", "fine", true)]
    [InlineData("don't", "I don\u2019t", true)]
    [InlineData("a \"so-called\" panel", "a “so-called” panel", true)]
    [InlineData("Fair use", "It is fair use.", false)]
    [InlineData("art", "The part that counts", false)]
    [InlineData("fair", "It is unfair.", false)]
    [InlineData("is fair us", "It is fair use.", false)] // ends inside a word
    [InlineData("fair", "Unfair terms are not fair.", true)] // the first occurrence begins inside a word
    [InlineData("term", "The terms of a term", true)] // the first occurrence ends inside a word
    [InlineData("not fair use", "It is fair use.", false)]
    [InlineData("fair use!", "It is fair use.", false)]
    [InlineData("fair … use", "fair and square use", false)]
    [InlineData("", "anything", false)]
    [InlineData("…", "what … else", false)]
    [InlineData("  fair use ", "\n It is fair use.", true)]
    [InlineData("so 😀", "It is so 😀.", true)]
    [InlineData("so", "\ud800 so \udc00", true)]
    [InlineData("同意很重要", "我认为同意很重要，因为这样更公平。", true)] // Chinese: no spaces between words
    [InlineData("更公平", "我认为同意很重要，因为这样更公平。", true)]
    [InlineData("不重要", "我认为同意很重要，因为这样更公平。", false)]
    [InlineData("著作者の同意が必要", "学習には著作者の同意が必要である。", true)] // Japanese
    [InlineData("データの利用", "このデータの利用は自由だ。", true)] // Katakana, Hiragana and Han
    [InlineData("ータの利用", "このデータの利用は自由だ。", false)] // begins inside a word of Katakana
    [InlineData("公平AI", "我们要公平AI模型", true)]
    [InlineData("公平A", "我们要公平AI模型", false)] // ends inside a Latin word
    [InlineData("ความยินยอมสำคัญ", "ผมคิดว่าความยินยอมสำคัญมาก", true)] // Thai
    [InlineData("동의", "동의는 중요하다", false)] // Korean has spaces
    [InlineData("동의는 중요하다", "그래서 동의는 중요하다.", true)]
    [InlineData("e", "e\u0301", false)] // within a character
    [InlineData("𠀀𠀁", "我𠀀𠀁他", true)] // beyond the basic plane
    public void A_quotation_is_verbatim_up_to_unicode_form_and_white_space(string quotation, string text, bool verbatim) =>
        Assert.Equal(verbatim, QuotationMatcher.IsVerbatim(quotation, text));

    /// <summary>Halves of a surrogate pair, which a model's JSON may hold and .NET cannot normalise.</summary>
    [Fact]
    public void Broken_characters_count_as_replaced_and_everything_around_them_is_found()
    {
        foreach (var broken in (string[])[$"{'\ud800'} it is so", $"it is so {'\udc00'}", $"it is so {'\ud83d'}", $"😀 {'\ude00'}{'\ud83d'} it is so"])
        {
            Assert.True(QuotationMatcher.IsVerbatim("it is so", broken));
            Assert.True(QuotationMatcher.IsVerbatim(broken, $"Well, {broken}!"));
        }

        Assert.True(QuotationMatcher.IsVerbatim($"so {'\ud800'}", "It is so \ufffd."));
        Assert.False(QuotationMatcher.IsVerbatim("so 😀", $"It is so {'\ud83d'}."));
    }

    [Fact]
    public void Format_1_took_every_script_for_one_with_spaces()
    {
        Assert.False(QuotationMatcher.IsVerbatim("同意很重要", "我认为同意很重要，因为这样更公平。", CountingRules.First));
        Assert.True(QuotationMatcher.IsVerbatim("同意很重要", "我认为：同意很重要，因为这样更公平。", CountingRules.First));
    }

    [Fact]
    public void Any_run_of_Chinese_characters_is_found()
    {
        const string text = "我认为同意很重要因为这样更公平未经许可的训练损害创作者";
        Prop.ForAll(Gen.Choose(0, text.Length).Two().ToArbitrary(), cut =>
        {
            var (a, b) = (Math.Min(cut.Item1, cut.Item2), Math.Max(cut.Item1, cut.Item2));
            return a == b || QuotationMatcher.IsVerbatim(text[a..b], text);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_run_of_words_is_found_however_it_is_spaced_and_composed()
    {
        var texts = Gen.Elements(_words).NonEmptyListOf().Select(l => l.ToArray());
        var spaces = Gen.Elements(" ", "\n", "\t ", "\u00a0", "\u2003");
        var cases = from words in texts
                    from start in Gen.Choose(0, words.Length - 1)
                    from count in Gen.Choose(1, words.Length - start)
                    from space in spaces
                    from form in Gen.Elements(System.Text.NormalizationForm.FormC, System.Text.NormalizationForm.FormD, System.Text.NormalizationForm.FormKC)
                    select (Text: string.Join(' ', words), Part: words[start..(start + count)], Space: space, Form: form);
        Prop.ForAll(cases.ToArbitrary(), c =>
            QuotationMatcher.IsVerbatim(string.Join(c.Space, c.Part).Normalize(c.Form), c.Text) == Array.Exists(c.Part, w => w.Normalize(System.Text.NormalizationForm.FormKC).Any(char.IsLetterOrDigit)))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_word_that_the_text_does_not_have_is_never_found() =>
        Prop.ForAll(
            (from words in Gen.Elements(_words).NonEmptyListOf()
             from at in Gen.Choose(0, words.Count)
             select (Text: string.Join(' ', words), Quotation: string.Join(' ', words.Take(at).Append("invented").Concat(words.Skip(at))))).ToArbitrary(),
            c => !QuotationMatcher.IsVerbatim(c.Quotation, c.Text)).QuickCheckThrowOnFailure();
}
