using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Start;

/// <summary>Where a page is pinned to the start page, or taken off it.</summary>
public static class PinEndpoints
{
    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/pins", SetAsync).RequireAuthorization(AccessPolicies.Reader);

    private static async Task<IResult> SetAsync(HttpContext context, CancellationToken cancellation)
    {
        if (!context.Request.HasFormContentType)
        {
            return Page.Problem(context, StatusCodes.Status415UnsupportedMediaType, TLater("That is no form."), TLater("Use the button on the page."));
        }

        var form = await context.Request.ReadFormAsync(cancellation);
        var (address, title, back) = (form["address"].ToString(), form["title"].ToString(), form["back"].ToString());
        if (!Pins.IsPage(address) || title.Length == 0)
        {
            return Page.Problem(
                context, StatusCodes.Status400BadRequest, TLater("That page cannot be pinned."), TLater("Only pages of this site can be, by their address."));
        }

        Pins.Set(context, address, title, pinned: form["do"].ToString() != "unpin");
        return Results.Redirect(Pins.IsPage(back) || back == "/" ? back : address, permanent: false, preserveMethod: false);
    }
}
