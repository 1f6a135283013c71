using System.Net;
using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Web;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;

namespace Roundtable.Tests.Workspace.Cutoffs;

/// <summary>The audit as a gate of a pipeline: exit codes, files, and the page of its leaf.</summary>
public sealed class CutoffProcessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_fails_where_something_came_after_a_bar_and_its_leaf_has_a_page()
    {
        var data = Directory.CreateTempSubdirectory("roundtable-cutoff-");
        var program = new RoundtableProcess(data.FullName);
        var empty = await program.RunAsync(Cancellation, "audit", "cutoff", "xai", "--fail-on", "denied", "--dry-run");
        Assert.True(empty.Code == ExitCode.NotKnown, empty.Out + empty.Error);
        Assert.Contains("of nothing looked at", empty.Out, StringComparison.Ordinal);
        await using (var log = await LogAccess.OpenAsync(
            new WorkspaceContext(data.FullName, null, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal)), Cancellation))
        {
            await log.AppendAsync(
                new Leaf
                {
                    Kind = LeafKind.ModelOutput,
                    Time = new DateTimeOffset(2026, 2, 1, 12, 0, 0, TimeSpan.Zero),
                    Session = "01jd0000000000000000000xyz",
                    Producer = new Producer("openrouter", "anthropic/claude-sonnet-4-5", null, new Route(RouteKind.Aggregator)),
                    Output = Digest.Of("yes"u8),
                },
                ["yes"u8.ToArray()],
                Cancellation);
        }

        var clear = await program.RunAsync(Cancellation, "audit", "cutoff", "xai", "--since", "2026-02-02", "--fail-on", "unknown", "--dry-run");
        Assert.True(clear.Code == ExitCode.Ok, clear.Out + clear.Error);
        var path = Path.Combine(data.FullName, "report.json");
        var denied = await program.RunAsync(Cancellation, "audit", "cutoff", "xai", "--vendor", "anthropic", "--fail-on", "denied", "--out", path);
        Assert.True(denied.Code == ExitCode.Denied, denied.Out + denied.Error);
        Assert.StartsWith("1 thing came from anthropic after a bar had reached xai, and 0 are open questions, of 1 answer", denied.Out, StringComparison.Ordinal);
        var report = JsonElement.Parse(await File.ReadAllTextAsync(path, Cancellation));
        var finding = Assert.Single(report.GetProperty("findings").EnumerateArray());
        Assert.Equal(("aggregator", "2026-02-01", "2026-01-07"), (
            finding.GetProperty("route").GetString(), finding.GetProperty("day").GetString(), finding.GetProperty("barredFrom").GetString()));
        await using var site = await RunningSite.StartAsync(data: data, cancellation: Cancellation);
        site.Http.DefaultRequestHeaders.Authorization = site.Token(Roundtable.Workspace.Access.Role.Admin);
        var page = WebUtility.HtmlDecode(await site.Http.GetStringAsync($"/audits/{report.GetProperty("leaf").GetInt64()}", Cancellation));
        Assert.Contains("Anthropic ended xAI's access", page, StringComparison.Ordinal);
        Assert.Contains("aggregator (openrouter)", page, StringComparison.Ordinal);
        using var none = await site.Http.GetAsync("/audits/0", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        site.Http.DefaultRequestHeaders.Authorization = site.Token(Roundtable.Workspace.Access.Role.Reader);
        using var reader = await site.Http.GetAsync($"/audits/{report.GetProperty("leaf").GetInt64()}", Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, reader.StatusCode);
    }
}
