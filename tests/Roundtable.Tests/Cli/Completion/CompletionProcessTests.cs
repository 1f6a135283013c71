using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Completion;

/// <summary>Scripts for shells: tried in a real one.</summary>
public sealed class CompletionProcessTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public CompletionProcessTests() => _program = new RoundtableProcess(_data.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Bash_completes_verbs_and_options_by_the_script()
    {
        var script = Path.Combine(_data.FullName, "completion.bash");
        await File.WriteAllTextAsync(script, (await RunAsync("completion", "bash")).Out, Cancellation);
        Assert.Equal(["sessions"], await CompleteAsync(script, "roundtable sess", "sess"));
        Assert.Contains("--option", await CompleteAsync(script, "roundtable ask --opt", "--opt"));
    }

    [Theory]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("powershell")]
    public async Task Every_script_asks_the_program_itself(string shell)
    {
        var printed = JsonElement.Parse((await RunAsync("completion", shell, "--json")).Out);
        Assert.Equal(shell, printed.GetProperty("shell").GetString());
        Assert.Contains("[suggest:", printed.GetProperty("script").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_shell_is_a_slip() => Assert.Equal(ExitCode.Usage, (await RunAsync("completion", "tcsh")).Code);

    private async Task<string[]> CompleteAsync(string script, string line, string word)
    {
        // The function stands in for the program on the path.
        var tried = $"""
            roundtable() {"{"} dotnet '{RoundtableProcess.Program}' "$@"; {"}"}
            source '{script}'
            COMP_LINE='{line}' COMP_POINT={line.Length} COMP_WORDS=({line}) COMP_CWORD=$(({line.Split(' ').Length} - 1))
            _roundtable
            printf '%s\n' "${"{"}COMPREPLY[@]{"}"}"
            """;
        using var bash = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("bash", ["-c", tried]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var words = await bash.StandardOutput.ReadToEndAsync(Cancellation);
        await bash.WaitForExitAsync(Cancellation);
        Assert.All(words.Split('\n', StringSplitOptions.RemoveEmptyEntries), w => Assert.StartsWith(word, w, StringComparison.Ordinal));
        return words.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) => _program.RunAsync(Cancellation, arguments);
}
