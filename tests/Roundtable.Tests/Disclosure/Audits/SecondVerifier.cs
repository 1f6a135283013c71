using System.Diagnostics;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Disclosure.Audits;

/// <summary>The verifier in Go, tests/audit-verifier, which is built once.</summary>
internal static class SecondVerifier
{
    private static readonly Lazy<Task<string>> _program = new(BuildAsync);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Verifies a file with keys.</summary>
    public static async Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(await _program.Value, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output, await error);
    }

    /// <summary>Builds it by its own script.</summary>
    private static async Task<string> BuildAsync()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "verify-audit");
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "tests", "audit-verifier", "run")) { RedirectStandardError = true, UseShellExecute = false };
        start.Environment["AUDIT_VERIFIER_PROGRAM"] = program;
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.True(error.Contains("usage", StringComparison.Ordinal), error);
        return program;
    }
}
