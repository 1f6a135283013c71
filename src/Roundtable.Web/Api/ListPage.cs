using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Roundtable.Workspace.Documents;

namespace Roundtable.Web.Api;

/// <summary>
/// The one form of every list: a JSON array of at most <c>limit</c> items after the first <c>skip</c>, with the number of all in
/// <c>X-Total-Count</c> and the addresses of other pages in <c>Link</c> (RFC 8288).
/// </summary>
/// <param name="Skip">How many items to leave out at the beginning.</param>
/// <param name="Limit">Maximum number of items, from 1 to <see cref="MaxLimit"/>.</param>
public sealed record ListPage(int Skip, int Limit)
{
    /// <summary>The largest page.</summary>
    public const int MaxLimit = 200;

    /// <summary>Name of the header with the number of all items.</summary>
    public const string TotalHeader = "X-Total-Count";

    private const int DefaultLimit = 50;

    /// <summary>The parameters of every list.</summary>
    public static IReadOnlyList<ApiParameter> Parameters { get; } =
    [
        ApiParameter.Number("skip", "How many items to leave out at the beginning.", 0) with { Default = "0" },
        ApiParameter.Number("limit", "Maximum number of items.", 1, MaxLimit) with { Default = DefaultLimit.ToString(CultureInfo.InvariantCulture) },
    ];

    /// <summary>The page that a checked request asks for.</summary>
    public static ListPage Of(HttpRequest request) => new(Number(request, "skip", 0), Number(request, "limit", DefaultLimit));

    /// <summary>Answers with a page of items that are all at hand.</summary>
    public IResult Answer<T>(HttpContext context, IReadOnlyList<T> items, Func<T, JsonNode?> node) =>
        Answer(context, items.Skip(Skip).Take(Limit).Select(node), items.Count);

    /// <summary>Answers with the items of this page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="items">The items of this page alone.</param>
    /// <param name="total">How many there are on all pages.</param>
    public IResult Answer(HttpContext context, IEnumerable<JsonNode?> items, int total)
    {
        context.Response.Headers[TotalHeader] = total.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.Link = string.Join(", ", Links(total).Select(l => $"<{Address(context.Request, l.Skip)}>; rel=\"{l.Relation}\""));
        return Results.Text(Document.Line(new JsonArray([.. items])), "application/json");
    }

    private IEnumerable<(string Relation, int Skip)> Links(int total)
    {
        yield return ("first", 0);
        if (Skip > 0)
        {
            // Before a page that begins behind the end stands the last one that has items.
            yield return ("prev", Math.Max(0, Math.Min(Skip, total) - Limit));
        }

        if (total - Skip > Limit)
        {
            yield return ("next", Skip + Limit);
        }

        yield return ("last", Last(total));
    }

    /// <summary>Where the last page begins, counted in whole pages from this one.</summary>
    private int Last(int total)
    {
        var offset = Skip % Limit;
        return total <= offset ? 0 : ((total - 1 - offset) / Limit * Limit) + offset;
    }

    private string Address(HttpRequest request, int skip)
    {
        var query = request.Query.Where(p => p.Key is not ("skip" or "limit")).Select(p => KeyValuePair.Create(p.Key, (string?)p.Value.ToString()));
        return request.Path.ToUriComponent() + QueryString.Create(
        [
            .. query,
            KeyValuePair.Create("skip", (string?)skip.ToString(CultureInfo.InvariantCulture)),
            KeyValuePair.Create("limit", (string?)Limit.ToString(CultureInfo.InvariantCulture)),
        ]);
    }

    private static int Number(HttpRequest request, string name, int otherwise) =>
        request.Query.TryGetValue(name, out var text) ? int.Parse(text.ToString(), CultureInfo.InvariantCulture) : otherwise;
}
