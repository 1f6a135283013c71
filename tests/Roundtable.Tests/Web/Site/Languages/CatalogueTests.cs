using Roundtable.Record.Languages;
using Roundtable.Tests.Samples;
using Roundtable.Web.Site.Languages;

namespace Roundtable.Tests.Web.Site.Languages;

/// <summary>The languages that come with the program are whole, and say nothing that the program does not.</summary>
public sealed class CatalogueTests
{
    public static TheoryData<string> Tags => [.. SiteLanguages.Shipped.Select(static l => l.Tag)];

    [Fact]
    public void German_and_Chinese_come_with_the_program() =>
        Assert.Equal(["de", "zh"], SiteLanguages.Shipped.Select(static l => l.Tag).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Tags))]
    public void A_language_has_every_text_of_the_sources_and_no_other(string tag)
    {
        var texts = Of(tag).Texts;
        Assert.Empty(TextKeys.All.Where(key => !texts.ContainsKey(key.Key)).Select(static key => $"{Path.GetFileName(key.Value)}: {key.Key}"));
        Assert.Empty(texts.Keys.Except(TextKeys.All.Keys, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_text_of_the_sources_is_a_message() => Assert.All(TextKeys.All.Keys, static key => Message.Parse(key));

    [Theory]
    [MemberData(nameof(Tags))]
    public void Spaces_that_join_a_text_to_another_stay(string tag)
    {
        // Chinese puts none between words, so that only what begins with a comma or a word in other languages is held to it.
        if (tag != "zh")
        {
            Assert.Empty(Of(tag).Texts.Where(static t => t.Key.StartsWith(' ') != t.Value.StartsWith(' ')).Select(static t => t.Key));
        }
    }

    /// <summary>Pages whose texts are still English alone. The list only shrinks: a page on it that names texts for translation has to leave it.</summary>
    [Fact]
    public void Pages_that_are_not_translated_are_on_the_list()
    {
        var site = Path.Combine(Repository.Root, "src", "Roundtable.Web", "Site");
        var without = Directory.EnumerateFiles(site, "*Page.razor", SearchOption.AllDirectories)
            .Where(static f => !File.ReadAllText(f).Contains("@T", StringComparison.Ordinal))
            .Select(static f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);
        Assert.Equal(["StyleguidePage"], without);
    }

    private static Language Of(string tag) => SiteLanguages.Shipped.Single(l => l.Tag == tag);
}
