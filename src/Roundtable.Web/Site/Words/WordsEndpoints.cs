using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;

namespace Roundtable.Web.Site.Words;

/// <summary>The page that says what the site's words mean.</summary>
public static class WordsEndpoints
{
    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/words", (HttpContext context) => Page.Of<WordsPage>(context)).RequireAuthorization(AccessPolicies.Caller);
}
