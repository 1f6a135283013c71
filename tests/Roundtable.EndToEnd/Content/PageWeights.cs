using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;

namespace Roundtable.EndToEnd.Content;

/// <summary>What a page asks of a network with an empty cache: itself and the files that it names, and those that these name.</summary>
/// <param name="http">A client of the site.</param>
internal sealed partial class PageWeights(HttpClient http)
{
    private readonly Dictionary<string, (int Bytes, IReadOnlyList<string> Named)> _files = new(StringComparer.Ordinal);

    /// <summary>The number of requests, and how many bytes are sent, compressed as browsers ask for it.</summary>
    public async Task<(int Requests, long Bytes)> OfAsync(IHtmlDocument page, CancellationToken cancellation)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Queue<string> waiting = new(page.QuerySelectorAll("link[rel=stylesheet], link[rel=icon], link[rel=modulepreload], script[src], img[src]")
            .Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).Where(static a => a.StartsWith('/')));
        long bytes = Compressed(Encoding.UTF8.GetBytes(page.DocumentElement.OuterHtml));
        while (waiting.TryDequeue(out var address))
        {
            if (seen.Add(address))
            {
                var (size, named) = _files.TryGetValue(address, out var known) ? known : _files[address] = await FileAsync(address, cancellation);
                bytes += size;
                foreach (var other in named)
                {
                    waiting.Enqueue(other);
                }
            }
        }

        return (seen.Count + 1, bytes);
    }

    private async Task<(int Bytes, IReadOnlyList<string> Named)> FileAsync(string address, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(new Uri(address, UriKind.Relative), cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {(int)answer.StatusCode}");
        var content = await answer.Content.ReadAsByteArrayAsync(cancellation);
        var at = new Uri(new Uri("http://site"), address);
        var text = answer.Content.Headers.ContentType?.MediaType is "text/css" or "text/javascript" ? Encoding.UTF8.GetString(content) : "";
        return (Compressed(content), [.. Named().Matches(text).Select(m => new Uri(at, m.Groups[1].Value).PathAndQuery)]);
    }

    private static int Compressed(byte[] content)
    {
        using var target = new MemoryStream();
        using (var brotli = new BrotliStream(target, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(content);
        }

        return (int)target.Length;
    }

    [GeneratedRegex("""(?:from|import|@import)\s*["'](\.?/[^"']+)["']""", RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}
