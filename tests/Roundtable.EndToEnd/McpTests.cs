using System.Diagnostics;
using System.Text.Json;

namespace Roundtable.EndToEnd;

/// <summary>A real client of the Model Context Protocol, from npm, convenes a panel.</summary>
public sealed class McpTests : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("roundtable-mcp-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var file in (string[])["package.json", "client.mjs"])
        {
            File.Copy(Path.Combine(Repository.Root, "tests", "Roundtable.EndToEnd", "Mcp", file), Path.Combine(_directory.FullName, file));
        }

        await RunAsync("npm", "install", "--no-audit", "--no-fund", "--loglevel=error");
    }

    public ValueTask DisposeAsync()
    {
        _directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_panel_is_asked_read_and_verified(bool http)
    {
        await using var site = http ? await SiteProcess.StartAsync(pace: 100) : null;
        var report = JsonElement.Parse(await RunAsync("node", "client.mjs", site is null ? _directory.FullName : site.Address + "/mcp", Program));
        Assert.Equal(
            ["ask_panel", "get_session", "ask_again", "cancel_session", "verify_record", "judge_use", "start_labels", "get_labels", "list_sets", "get_set_row", "list_findings", "list_students", "get_student", "list_disclosures", "get_disclosure", "list_audits", "get_audit", "list_models", "list_panels", "search_sessions"],
            report.GetProperty("tools").EnumerateArray().Select(t => t.GetString()));
        Assert.Contains("SIMULATED", report.GetProperty("asked").GetString(), StringComparison.Ordinal);
        Assert.Contains("# Should we?", report.GetProperty("asked").GetString(), StringComparison.Ordinal);
        Assert.InRange(report.GetProperty("progress").GetInt32(), 12, 13); // the last one may be overtaken by the answer
        Assert.Equal("Should we?", JsonElement.Parse(report.GetProperty("read").GetString()!).GetProperty("question").GetProperty("text").GetString());
        Assert.StartsWith("VERIFIED: 13 of 13 leaves", report.GetProperty("verified").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("UNKNOWN · train-open · session", report.GetProperty("judged").GetString(), StringComparison.Ordinal);
        Assert.Contains("There is no session 'nonesuch'", report.GetProperty("missing").GetString(), StringComparison.Ordinal);
        Assert.Contains("do not", report.GetProperty("misfit").GetString() + " do not", StringComparison.Ordinal);
        Assert.Contains("Rust", report.GetProperty("misfit").GetString(), StringComparison.Ordinal);
    }

    private static string Program => Path.Combine(
        Repository.Root, "src", "Roundtable", "bin", AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug", "net10.0", "roundtable.dll");

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _directory.FullName, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["ROUNDTABLE_LOCAL_PROBES"] = "off";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, output + await error);
        return output;
    }
}
