using System.Globalization;
using Microsoft.AspNetCore.Http;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Workspace.Search;

namespace Roundtable.Web.Requests;

/// <summary>Which sessions are wanted, in the query of an address.</summary>
public static class SessionQuery
{
    /// <summary>Reads a query; what makes no sense is left out.</summary>
    public static SessionFilter Read(IQueryCollection query)
    {
        string? Text(string name) => query[name].ToString().Trim() is { Length: > 0 } text ? text : null;
        return new SessionFilter(
            Text("q"),
            Text("label") is { } label ? Enum.GetValues<TallyLabel>().Cast<TallyLabel?>().FirstOrDefault(l => SessionFilter.Name(l!.Value) == label) : null,
            Text("model"),
            DateOnly.TryParseExact(query["since"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var since) ? since : null,
            int.TryParse(query["skip"], CultureInfo.InvariantCulture, out var skip) ? Math.Max(0, skip) : 0);
    }

    /// <summary>The address of another page of the same.</summary>
    public static string Address(SessionFilter filter, int skip) => "/sessions" + QueryString.Create(
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["q"] = filter.Words,
            ["label"] = filter.Label is { } label ? SessionFilter.Name(label) : null,
            ["model"] = filter.Model,
            ["since"] = filter.Since?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["skip"] = skip > 0 ? skip.ToString(CultureInfo.InvariantCulture) : null,
        }.Where(p => p.Value is not null));
}
