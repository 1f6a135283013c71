using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Roundtable.Tests.Web.Access;

/// <summary>Every endpoint says who may call it.</summary>
public sealed class EndpointPolicyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_anybody_may_call_is_listed_here_and_everything_else_has_a_policy()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var endpoints = ((IEndpointRouteBuilder)site.App).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>().ToList();
        var open = endpoints.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(Route).Distinct(StringComparer.Ordinal);
        Assert.Equal(
            [
                "/api/v1", "/api/{documentName}/openapi.json", "/assets", "/embed/{link}", "/favicon.ico", "/gallery", "/gallery.atom", "/gallery.json",
                "/healthz", "/readyz", "/robots.txt", "/s/{link}", "/s/{link}.{format}",
                "/s/{link}/ballots/{ballot}", "/s/{link}/card", "/s/{link}/leaves/{leaf:long}", "/s/{link}/picture.png", "/sign-in", "/sign-out",
                "/sitemap.xml",
            ],
            open.Order(StringComparer.Ordinal));
        Assert.All(
            endpoints.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null),
            e => Assert.True(e.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy is "caller" or "reader" or "asker" or "admin"), Route(e)));
    }

    private static string Route(RouteEndpoint endpoint)
    {
        var route = "/" + endpoint.RoutePattern.RawText!.Trim('/');
        return route.StartsWith("/assets/", StringComparison.Ordinal) ? "/assets" : route;
    }
}
