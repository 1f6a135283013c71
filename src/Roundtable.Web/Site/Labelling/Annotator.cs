using Microsoft.AspNetCore.Http;
using Roundtable.Web.Access;
using Roundtable.Workspace.Access;

namespace Roundtable.Web.Site.Labelling;

/// <summary>Who labels: the owner of the token, or the name that somebody at this computer gives.</summary>
public static class Annotator
{
    /// <summary>The member of a query or a form with the name.</summary>
    public const string Member = "as";

    /// <summary>The name; null where somebody at this computer gave none.</summary>
    /// <param name="context">The request.</param>
    /// <param name="given">The name that a form or a body has; null to look into the query.</param>
    public static string? Of(HttpContext context, string? given = null)
    {
        var caller = CallerIdentity.Of(context);
        var name = caller != Caller.Local ? caller.Name
            : given ?? (context.Request.HasFormContentType ? context.Request.Form[Member] : context.Request.Query[Member]).ToString();
        return string.IsNullOrWhiteSpace(name) ? null : name.Trim();
    }

    /// <summary>What an address needs for the next page to know the name.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Query(HttpContext context, string? name) =>
        CallerIdentity.Of(context) == Caller.Local && name is not null ? [KeyValuePair.Create(Member, (string?)name)] : [];
}
