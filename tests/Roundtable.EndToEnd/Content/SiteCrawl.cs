using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Roundtable.EndToEnd.Content;

/// <summary>
/// The pages that links of the site lead to: every session, run, model and whatever else differs from its like by what it holds, and of the others as many
/// as each kind of page leads to. What is looked at depends on what there is and not on ids, which are drawn at random: no kind of link is left out because
/// pages of another kind had more of them.
/// </summary>
internal static partial class SiteCrawl
{
    private const int MaxOfALink = 5;
    private const int MaxPages = 2_000;

    /// <summary>Goes from the start page through all links.</summary>
    /// <param name="http">A client of the site, which does not follow redirects elsewhere.</param>
    /// <param name="query">What each address has in its query besides its own, as in <c>lang=de</c>.</param>
    /// <param name="mostOfAKind">How many of each kind of page are looked at, whatever leads there; null for all that this class is for.</param>
    /// <param name="broken">Takes in the addresses that lead to no page, each with its status.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async IAsyncEnumerable<(string Address, IHtmlDocument Page)> PagesAsync(
        HttpClient http, string query, int? mostOfAKind, ICollection<string> broken, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var parser = new HtmlParser();
        Queue<string> waiting = new(["/"]);
        HashSet<string> seen = ["/"];
        Dictionary<(string From, string To), int> links = [];
        Dictionary<string, string> from = [];
        for (var visited = 0; waiting.TryDequeue(out var address) && visited < MaxPages; visited++)
        {
            using var answer = await http.GetAsync(new Uri(address + (address.Contains('?') ? "&" : "?") + query, UriKind.Relative), cancellation);
            if (!answer.IsSuccessStatusCode)
            {
                broken.Add($"{address}: {(int)answer.StatusCode}, linked from {from.GetValueOrDefault(address)}");
                continue;
            }

            if (answer.Content.Headers.ContentType?.MediaType != "text/html")
            {
                continue;
            }

            var page = parser.ParseDocument(await answer.Content.ReadAsStringAsync(cancellation));
            foreach (var link in page.QuerySelectorAll("a[href]:not([download])").Select(a => a.GetAttribute("href")!.Split('#')[0]))
            {
                if (link.StartsWith('/') && !Elsewhere().IsMatch(link) && seen.Add(link))
                {
                    from[link] = address;
                    var kind = (From: mostOfAKind is null ? Kind(address) : "", To: Kind(link));
                    links[kind] = links.GetValueOrDefault(kind) + 1;
                    if (links[kind] <= (mostOfAKind ?? MaxOfALink) || (mostOfAKind is null && Thing().IsMatch(link)))
                    {
                        waiting.Enqueue(link);
                    }
                }
            }

            yield return (address, page);
        }

        if (waiting.Count > 0)
        {
            broken.Add($"More than {MaxPages} pages: {waiting.Count} wait still, such as {waiting.Peek()}.");
        }
    }

    /// <summary>What addresses of the same kind of page have in common: their path with ids left out, and the names in their query.</summary>
    private static string Kind(string address)
    {
        var (path, names) = address.IndexOf('?') is >= 0 and var at ? (address[..at], Value().Replace(address[at..], "")) : (address, "");
        return Id().Replace(path, "/*") + names;
    }

    [GeneratedRegex("^//|^/(assets|api|s/|embed|sign-out|favicon)|[?&](lang|format|back)=|\\.(atom|xml|txt|csv|json|md|tar|html)(\\?|$)", RegexOptions.None, 10_000)]
    private static partial Regex Elsewhere();

    /// <summary>What is looked at however many there are, since one shows what another has not.</summary>
    [GeneratedRegex("^/(sessions|runs|benches|corpora|sets|disclosures|audits|gold|watch)/[^/?]+$|^/(models|students)/[^?]+$", RegexOptions.None, 10_000)]
    private static partial Regex Thing();

    [GeneratedRegex("/(?=[^/]*[0-9:%.@])[^/]+|(?<=^/registry/[^/]+)/.+|(?<=^/models)/.+|(?<=^/students)/.+", RegexOptions.None, 10_000)]
    private static partial Regex Id();

    [GeneratedRegex("(?<==)[^&]*", RegexOptions.None, 10_000)]
    private static partial Regex Value();
}
