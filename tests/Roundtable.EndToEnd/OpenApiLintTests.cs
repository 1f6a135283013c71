using System.Diagnostics;

namespace Roundtable.EndToEnd;

/// <summary>The OpenAPI document before a linter that others wrote, from npm.</summary>
public sealed class OpenApiLintTests : IDisposable
{
    private const string Linter = "@redocly/cli@2.77.0";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("roundtable-lint-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Redocly_finds_nothing_with_every_recommended_rule_as_an_error()
    {
        await using var site = await SiteProcess.StartAsync();
        await File.WriteAllTextAsync(
            Path.Combine(_directory.FullName, "openapi.json"), await site.Http.GetStringAsync(new Uri("/api/v1/openapi.json", UriKind.Relative), Cancellation), Cancellation);
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "package.json"), """{"private":true}""", Cancellation);
        var (_, installed) = await RunAsync("npm", "install", "--no-audit", "--no-fund", "--loglevel=error", Linter);
        var (code, found) = await RunAsync("node_modules/.bin/redocly", "lint", "openapi.json", "--extends", "recommended-strict");
        Assert.True(code == 0, installed + found);
    }

    private async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        var path = program.Contains('/', StringComparison.Ordinal) ? Path.Combine(_directory.FullName, program) : program;
        var start = new ProcessStartInfo(path, arguments)
        {
            WorkingDirectory = _directory.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["REDOCLY_TELEMETRY"] = "off";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output + await error);
    }
}
