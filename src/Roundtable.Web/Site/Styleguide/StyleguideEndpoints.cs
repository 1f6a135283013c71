using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace;

namespace Roundtable.Web.Site.Styleguide;

/// <summary>
/// The page of all components, which tests look at. It is there where the environment is Development, or the variable
/// <c>ROUNDTABLE_STYLEGUIDE</c> says <c>on</c>.
/// </summary>
public static class StyleguideEndpoints
{
    /// <summary>The variable that shows the page outside of development.</summary>
    public const string SwitchVariable = "ROUNDTABLE_STYLEGUIDE";

    /// <summary>Maps it where it is wanted.</summary>
    public static void Map(WebApplication app, WorkspaceContext workspace)
    {
        if (app.Environment.IsDevelopment() || workspace.Variable(SwitchVariable) == "on")
        {
            app.MapGet("/styleguide", static (HttpContext context) => Page.Of<StyleguidePage>(context)).RequireAuthorization(AccessPolicies.Reader);
        }
    }
}
