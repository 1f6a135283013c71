using Roundtable.Cli;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli;

public sealed class PlatformRequirementsTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("roundtable-platform-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData("linux-x64", null, false, true, null)]
    [InlineData("osx-arm64", "0", false, true, null)]
    [InlineData("linux-x64", "false", false, true, null)]
    [InlineData("linux-x64", null, false, false, "ICU library")]
    [InlineData("linux-musl-x64", null, false, true, "musl")]
    [InlineData("linux-x64", "1", false, true, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT")]
    [InlineData("win-x64", "TRUE", false, true, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT")]
    [InlineData("linux-x64", null, true, true, "runtimeconfig.json")]
    public void What_is_missing_is_told_in_one_sentence(string runtime, string? variable, bool invariant, bool icu, string? told)
    {
        var unmet = PlatformRequirements.Unmet(runtime, variable, invariant, () => icu);
        if (told is null)
        {
            Assert.Null(unmet);
            return;
        }

        Assert.NotNull(unmet);
        Assert.Contains(told, unmet, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", unmet, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    public async Task Invariant_mode_is_refused_even_for_the_version(string value)
    {
        var program = new RoundtableProcess(_data) { Variables = { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = value } };

        var (code, output, error) = await program.RunAsync(TestContext.Current.CancellationToken, "--version");

        Assert.Equal(ExitCode.Unavailable, code);
        Assert.Empty(output);
        Assert.Matches("^roundtable: DOTNET_SYSTEM_GLOBALIZATION_INVARIANT is set: .*\n$", error);
    }

    [Fact]
    public async Task Without_icu_the_program_refuses_in_one_sentence()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && await CanHideAsync(), "ICU can only be hidden from a process by root, in a mount namespace.");

        var (code, output, error) = await RunWithoutIcuAsync("--version");

        Assert.Equal(ExitCode.Unavailable, code);
        Assert.Empty(output);
        Assert.Matches("^roundtable: The ICU library is needed .*\n$", error);
    }

    private static async Task<bool> CanHideAsync()
    {
        var start = new System.Diagnostics.ProcessStartInfo("unshare", ["--mount", "true"]) { RedirectStandardError = true, UseShellExecute = false };
        using var process = System.Diagnostics.Process.Start(start)!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0;
    }

    private async Task<(int Code, string Out, string Error)> RunWithoutIcuAsync(string argument)
    {
        // An empty file is mounted over each file of the library, for this process and its children alone.
        var hide = "for f in $(ldconfig -p | sed -n 's/.*=> \\(.*libicuuc.*\\)/\\1/p'); do mount --bind /dev/null \"$f\"; done; exec dotnet \"$@\"";
        var start = new System.Diagnostics.ProcessStartInfo("unshare", ["--mount", "bash", "-c", hide, "bash", RoundtableProcess.Program, argument])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = System.Diagnostics.Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
