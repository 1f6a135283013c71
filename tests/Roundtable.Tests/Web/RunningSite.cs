using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Roundtable.Web;
using Roundtable.Web.Access;
using Roundtable.Web.Hosting;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;

namespace Roundtable.Tests.Web;

/// <summary>A site in this process, on a data directory of its own and a port that the system chose.</summary>
internal sealed class RunningSite : IAsyncDisposable
{
    private readonly DirectoryInfo _directory;

    private RunningSite(DirectoryInfo directory, WebApplication app)
    {
        _directory = directory;
        App = app;
    }

    /// <summary>The application.</summary>
    public WebApplication App { get; }

    /// <summary>Its data directory.</summary>
    public string Data => _directory.FullName;

    /// <summary>A client without a token.</summary>
    public HttpClient Http { get; private set; } = new();

    /// <summary>Starts a site.</summary>
    /// <param name="variables">Variables of the environment that it sees.</param>
    /// <param name="data">The data directory, which it removes in the end; a new one where none is given.</param>
    /// <param name="cancellation">Stops the start.</param>
    public static async Task<RunningSite> StartAsync(
        IReadOnlyDictionary<string, string>? variables = null, DirectoryInfo? data = null, CancellationToken cancellation = default)
    {
        var directory = data ?? Directory.CreateTempSubdirectory("roundtable-web-");
        var yaml = Path.Combine(directory.FullName, "roundtable.yaml");
        Dictionary<string, string> all = new(variables ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal)
        {
            ["ROUNDTABLE_LOCAL_PROBES"] = "off",
            ["XDG_CONFIG_HOME"] = directory.FullName,
        };
        var workspace = new WorkspaceContext(directory.FullName, File.Exists(yaml) ? yaml : null, null, TimeProvider.System, all);
        var rules = new AccessRules(IPEndPoint.Parse("127.0.0.1:0"), null, null, Role.Asker);
        var site = new RunningSite(directory, WebHost.Build(workspace, rules, new TokenFile(directory.FullName), SiteLimits.None));
        await site.App.StartAsync(cancellation);
        site.Http.Dispose();
        site.Http = new HttpClient { BaseAddress = new Uri(site.App.Urls.First()) };
        return site;
    }

    /// <summary>Gives a token of a role; from then on, callers without one are anonymous.</summary>
    public AuthenticationHeaderValue Token(Role role)
    {
        var (text, token) = AccessToken.New(role.ToString(), role, TimeProvider.System.GetUtcNow());
        var file = new TokenFile(Data);
        file.Write([.. file.Tokens, token]);
        return new AuthenticationHeaderValue("Bearer", text);
    }

    /// <summary>Asks the rehearsal panel, and waits for the session's end by its events.</summary>
    public async Task<string> AskAsync(string question, CancellationToken cancellation)
    {
        var body = new { question, options = (string[])["Yes", "No"], panel = "rehearsal" };
        using var begun = await Http.PostAsJsonAsync("/api/v1/sessions", body, cancellation);
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        var id = JsonElement.Parse(await begun.Content.ReadAsStringAsync(cancellation)).GetProperty("id").GetString()!;
        Assert.Contains("event: finished", await Http.GetStringAsync($"/api/v1/sessions/{id}/events", cancellation), StringComparison.Ordinal);
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
