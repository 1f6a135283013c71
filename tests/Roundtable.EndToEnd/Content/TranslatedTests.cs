using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Roundtable.EndToEnd.Content;

/// <summary>
/// Every page in a language that puts each text of the program between brackets: what stands outside of them is either somebody's own words and names,
/// and marked up as such, or a text that is English in every language.
/// </summary>
[Collection(FilledSite.Tests)]
public sealed partial class TranslatedTests(FilledSite filled)
{
    /// <summary>What is the same in every language: names of formats, standards and programs, units, roles of the configuration.</summary>
    private static readonly HashSet<string> _same = new(StringComparer.OrdinalIgnoreCase)
    {
        "Roundtable", "CSV", "JSON", "Markdown", "Atom", "API", "UTC", "ms", "kB", "Feed", "PDF", "borda", "schulze",

        // Names of the seats of transcripts among the samples, which pictures show as well.
        "Aldebaran", "Borealis", "Large", "Cygnus", "Mini", "Draco", "Eridanus", "Fornax",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_page_has_a_text_that_is_English_in_every_language()
    {
        SortedDictionary<string, string> english = new(StringComparer.Ordinal);
        List<string> broken = [];
        List<string> heavy = [];
        var weights = new PageWeights(filled.Site.Http);
        var pages = 0;
        await foreach (var (address, page) in SiteCrawl.PagesAsync(filled.Site.Http, "lang=" + BracketLanguage.Code, null, broken, Cancellation))
        {
            pages++;
            if (await weights.OfAsync(page, Cancellation) is var (requests, bytes) && (requests > 15 || bytes > 150_000))
            {
                heavy.Add($"{address}: {requests} requests, {bytes} bytes");
            }

            foreach (var text in Unmarked(page))
            {
                english.TryAdd(text, address);
            }
        }

        Assert.True(broken.Count == 0, string.Join("\n", broken));
        Assert.True(heavy.Count == 0, string.Join("\n", heavy));
        Assert.True(pages > 400, $"Only {pages} pages were found.");
        Assert.True(english.Count == 0, $"On {pages} pages, outside of every language:\n" + string.Join('\n', english.Select(e => $"{e.Value}: {e.Key}")));
    }

    private static IEnumerable<string> Unmarked(IHtmlDocument page)
    {
        var depth = 0;
        foreach (var node in page.Body!.Descendants<IText>().Where(t => t.ParentElement!.LocalName is not ("script" or "style")))
        {
            var text = Outside(node.Data, ref depth);
            if (text is not null && !IsForeign(node.ParentElement) && !IsOwnAddress(node))
            {
                yield return text;
            }
        }

        foreach (var element in page.Body!.QuerySelectorAll("[title], [aria-label], [placeholder], [alt]").Where(e => !IsForeign(e)))
        {
            foreach (var name in (string[])["title", "aria-label", "placeholder", "alt"])
            {
                if (element.GetAttribute(name) is { } value && Whole(value) is { } text)
                {
                    yield return $"{name}: {text}";
                }
            }
        }

        if (Whole(page.Title!.Split('·')[0]) is { } title && page.QuerySelectorAll("h1[dir=auto], h1 bdi, h1 code, h1 [dir=auto]").Length == 0)
        {
            yield return "title of the page: " + title;
        }
    }

    /// <summary>Whether it is marked up as what others wrote, as what is typed, or as English: names, ids, quotations, commands, what stands on the record.</summary>
    private static bool IsForeign(IElement? element)
    {
        for (var at = element; at is not null && at.LocalName != "body"; at = at.ParentElement)
        {
            if (at.LocalName is "code" or "pre" or "kbd" or "bdi" or "time" or "textarea" || at.GetAttribute("dir") == "auto"
                || at.ClassList.Contains("model-name"))
            {
                return true;
            }

            if (at.GetAttribute("lang") is { } language)
            {
                return language != BracketLanguage.Code;
            }
        }

        return false;
    }

    /// <summary>Whether a link says its own address or a part of it, such as an id or a name.</summary>
    private static bool IsOwnAddress(IText text) =>
        text.ParentElement!.Closest("a[href]")?.GetAttribute("href") is { } address
        && Uri.UnescapeDataString(address).Contains(text.Data.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string? Whole(string text)
    {
        var depth = 0;
        return Outside(text, ref depth);
    }

    /// <summary>What of a text stands outside of the brackets; null where that has no word. Ids, paths and numbers with letters are no words.</summary>
    private static string? Outside(string text, ref int depth)
    {
        var outside = new StringBuilder();
        foreach (var letter in text)
        {
            depth += letter == BracketLanguage.Opening ? 1 : 0;
            outside.Append(depth == 0 ? letter : ' ');
            depth -= letter == BracketLanguage.Closing ? 1 : 0;
        }

        var words = outside.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(static w => !Id().IsMatch(w)).ToList();
        return words.SelectMany(static w => Word().Matches(w)).Any(static w => !_same.Contains(w.Value)) ? string.Join(' ', words) : null;
    }

    [GeneratedRegex(@"[\d/@_=]|\w[:.]\w", RegexOptions.NonBacktracking)]
    private static partial Regex Id();

    [GeneratedRegex(@"\p{L}{2,}", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
