using System.Globalization;
using Microsoft.AspNetCore.Http;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Search;

namespace Roundtable.Web.Requests;

/// <summary>Which sessions are wanted, in the query of an address.</summary>
public static class SessionQuery
{
    /// <summary>Reads a query.</summary>
    /// <exception cref="WorkspaceException">When a value is not accepted.</exception>
    public static SessionFilter Read(IQueryCollection query) => SessionFilter.Parse(
        query["q"],
        query["label"],
        query["model"],
        query["since"],
        int.TryParse(query["skip"], CultureInfo.InvariantCulture, out var skip) ? Math.Max(0, skip) : 0);

    /// <summary>The address of another page of the same.</summary>
    public static string Address(SessionFilter filter, int skip) => "/sessions" + QueryString.Create(
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["q"] = filter.Words,
            ["label"] = filter.Label is { } label ? Kebab.Name(label) : null,
            ["model"] = filter.Model,
            ["since"] = filter.Since?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["skip"] = skip > 0 ? skip.ToString(CultureInfo.InvariantCulture) : null,
        }.Where(p => p.Value is not null));
}
