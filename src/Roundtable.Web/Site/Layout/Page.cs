using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Languages;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Layout;

/// <summary>Pages as results of endpoints.</summary>
public static class Page
{
    /// <summary>A page of the site.</summary>
    /// <param name="context">The request; the page is told who makes it.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="parameters">The page's other parameters.</param>
    public static IResult Of<TPage>(HttpContext context, int status, params (string Name, object? Value)[] parameters)
        where TPage : IComponent =>
        Bare<TPage>(context, status, [.. parameters, ("Caller", CallerIdentity.Of(context))]);

    /// <summary>A page of the site, with status 200.</summary>
    public static IResult Of<TPage>(HttpContext context, params (string Name, object? Value)[] parameters)
        where TPage : IComponent =>
        Of<TPage>(context, StatusCodes.Status200OK, parameters);

    /// <summary>A page that is the same for everybody.</summary>
    public static IResult Bare<TPage>(HttpContext context, int status, params (string Name, object? Value)[] parameters)
        where TPage : IComponent
    {
        context.Response.Headers.CacheControl = "no-store";
        return new LocalizedResult(new RazorComponentResult<TPage>(Parameters.Of(parameters)) { StatusCode = status, PreventStreamingRendering = true });
    }

    /// <summary>What went wrong and what to do: a page to a browser, problem details (RFC 9457) to a program.</summary>
    public static IResult Problem(HttpContext context, int status, string heading, string detail) =>
        !context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
            ? Results.Problem(detail, statusCode: status, title: heading)
            : Of<ProblemPage>(context, status, ("Status", status), ("Heading", heading), ("Detail", detail));

    /// <summary>There is no such session.</summary>
    public static IResult NoSession(HttpContext context) =>
        Problem(context, StatusCodes.Status404NotFound, TLater("There is no such session."), TLater("It may have been deleted. The list shows the sessions."));
}
