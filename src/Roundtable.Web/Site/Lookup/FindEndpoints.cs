using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Terms.Uses;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Corpora;
using Roundtable.Web.Site.Layout;
using Roundtable.Web.Site.Models;
using Roundtable.Web.Site.Registry;
using Roundtable.Workspace.Lookup;

namespace Roundtable.Web.Site.Lookup;

/// <summary>The page on which everything can be found.</summary>
public static class FindEndpoints
{
    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/find", FindAsync).RequireAuthorization(AccessPolicies.Reader);

    private static async Task<IResult> FindAsync(HttpContext context, FindService finding, string? q, CancellationToken cancellation) =>
        Page.Of<FindPage>(context, ("Sought", q?.Trim() ?? ""), ("Groups", await finding.FindAsync(q ?? "", CallerIdentity.Of(context), cancellation)));

    /// <summary>The page of something that was found; null where it has none (a scan that is not finished).</summary>
    internal static string? Address(FoundThing found) => found.Kind switch
    {
        FoundKind.Session => $"/sessions/{found.Id}",
        FoundKind.Model => ModelAddress.Of(found.Id),
        FoundKind.Student => $"/students/{found.Id}",
        FoundKind.Run => $"/runs/{found.Id}",
        FoundKind.Call => $"/calls/{Uri.EscapeDataString(found.Id)}",
        FoundKind.Corpus => ScannedCorpus.TryOpen(found.Id) is { } corpus ? $"/corpora/{corpus.Id}" : null,
        FoundKind.Set => $"/sets/{found.Id}",
        FoundKind.Entry => Entry(found.Id),
        _ => RegistryAddress.Judge($"leaf:{found.Id}", Use.Publish),
    };

    private static string Entry(string id)
    {
        var (kind, version) = (id.IndexOf(':', StringComparison.Ordinal), id.LastIndexOf('@'));
        return RegistryAddress.Of(id[..kind], id[(kind + 1)..version], id[(version + 1)..]);
    }
}
