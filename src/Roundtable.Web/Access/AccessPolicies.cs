using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;

namespace Roundtable.Web.Access;

/// <summary>The authorization policies of the endpoints, one for each role that can be given; who has a greater role meets them too.</summary>
public static class AccessPolicies
{
    /// <summary>Whoever is known: its own calls and what they cost.</summary>
    public const string Caller = "caller";

    /// <summary>Callers who may read sessions, models, the registry and proofs.</summary>
    public const string Reader = "reader";

    /// <summary>Callers who may begin and stop sessions.</summary>
    public const string Asker = "asker";

    /// <summary>Callers who may delete and share sessions, and add to the registry.</summary>
    public const string Admin = "admin";

    /// <summary>Adds authentication of callers, and the policies. Needs the workspace and its tokens among the services.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(p => new SignIns(p.GetRequiredService<WorkspaceContext>().DataDirectory, p.GetRequiredService<TokenFile>()));
        services.AddAuthentication(CallerAuthenticationHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, CallerAuthenticationHandler>(CallerAuthenticationHandler.SchemeName, null);
        var authorization = services.AddAuthorizationBuilder();
        foreach (var (name, role) in (ReadOnlySpan<(string, Role)>)[(Caller, Role.Caller), (Reader, Role.Reader), (Asker, Role.Asker), (Admin, Role.Admin)])
        {
            authorization.AddPolicy(name, p => p.RequireAssertion(c => CallerIdentity.Of(c.User).Role >= role));
        }
    }
}
