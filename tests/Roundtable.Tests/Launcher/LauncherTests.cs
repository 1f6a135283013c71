using System.Diagnostics;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Launcher;

/// <summary>
/// The launcher in a small checkout of its own, with a <c>dotnet</c> that only writes down that it was called, and with no other commands than every POSIX
/// system has.
/// </summary>
[Trait("Platform", "Unix")]
public sealed class LauncherTests : IDisposable
{
    private static readonly string[] _posix = ["cat", "dirname", "find", "ln", "mkdir", "mv", "ps", "readlink", "rm", "sh", "sleep", "touch"];

    private readonly string _root = Directory.CreateTempSubdirectory("roundtable-launcher-").FullName;
    private readonly string _checkout;
    private readonly string _tools;

    public LauncherTests()
    {
        _checkout = Path.Combine(_root, "a checkout");
        _tools = Path.Combine(_root, "tools");
        Directory.CreateDirectory(Path.Combine(_checkout, "src", "Roundtable"));
        Directory.CreateDirectory(_tools);
        File.Copy(Path.Combine(Repository.Root, "roundtable"), Launcher);
        foreach (var name in (string[])["Directory.Build.props", "Directory.Packages.props", "global.json", "src/Roundtable/Program.cs"])
        {
            File.WriteAllText(Path.Combine(_checkout, name), "");
        }

        foreach (var tool in _posix)
        {
            File.CreateSymbolicLink(Path.Combine(_tools, tool), File.Exists($"/bin/{tool}") ? $"/bin/{tool}" : $"/usr/bin/{tool}");
        }

        Dotnet("""
            while [ "$1" != --output ]; do shift; done
            mkdir -p "$2"
            printf '#!/bin/sh\necho "built %s: $*"\n' "$(cat "$ROOT/a checkout/src/Roundtable/Program.cs")" >"$2/roundtable"
            """);
    }

    private string Launcher => Path.Combine(_checkout, "roundtable");

    private string Calls => Path.Combine(_root, "calls");

    private int Builds => File.Exists(Calls) ? File.ReadAllLines(Calls).Length : 0;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Builds_on_first_use_and_then_starts_what_was_built()
    {
        Assert.Equal((0, "built : ask two words\n", "Building Roundtable…\n"), await RunAsync(Launcher, "ask", "two words"));
        Assert.Equal((0, "built : --version\n", ""), await RunAsync(Launcher, "--version"));
        Assert.Equal(1, Builds);
    }

    [Fact]
    public async Task Builds_again_when_a_source_changed_but_not_for_what_a_build_writes()
    {
        await RunAsync(Launcher);
        Directory.CreateDirectory(Path.Combine(_checkout, "src", "Roundtable", "obj"));
        await File.WriteAllTextAsync(At("src/Roundtable/obj/project.assets.json"), "", TestContext.Current.CancellationToken);
        await RunAsync(Launcher);
        Assert.Equal(1, Builds);

        File.WriteAllText(At("src/Roundtable/Program.cs"), "anew");
        File.SetLastWriteTimeUtc(Path.Combine(_checkout, "src/Roundtable/Program.cs"), DateTime.UtcNow.AddMinutes(1));
        Assert.Equal("built anew: \n", (await RunAsync(Launcher)).Out);
        Assert.Equal(2, Builds);
    }

    [Fact]
    public async Task A_failing_build_leaves_the_former_program_and_says_why()
    {
        await RunAsync(Launcher);
        Dotnet("echo 'error CS0103'; exit 1");
        File.SetLastWriteTimeUtc(Path.Combine(_checkout, "src/Roundtable/Program.cs"), DateTime.UtcNow.AddMinutes(1));

        var (code, _, error) = await RunAsync(Launcher);

        Assert.Equal(70, code);
        Assert.Contains("error CS0103\nroundtable: The program could not be built", error, StringComparison.Ordinal);
        Assert.Contains("built", File.ReadAllText(Path.Combine(_checkout, ".build/app/roundtable")), StringComparison.Ordinal);
        Assert.Null(new FileInfo(Path.Combine(_checkout, ".build/building")).LinkTarget);
    }

    [Fact]
    public async Task Two_starts_at_once_build_once()
    {
        // The build ends only when the test says so: the second start finds it under way.
        Dotnet("""
            while [ "$1" != --output ]; do shift; done
            mkdir -p "$2"
            echo '#!/bin/sh' >"$2/roundtable"
            until [ -e "$ROOT/go" ]; do /bin/sleep 0.05; done
            """);
        Tool("sleep", "echo waiting >>\"$ROOT/waiting\"; exec /bin/sleep 0.05");
        var first = RunAsync(Launcher);
        await AppearsAsync("calls");
        var second = RunAsync(Launcher);
        await AppearsAsync("waiting");
        File.WriteAllText(Path.Combine(_root, "go"), "");

        Assert.Equal(0, (await first).Code);
        Assert.Equal(0, (await second).Code);
        Assert.Equal(1, Builds);
    }

    [Fact]
    public async Task A_lock_whose_holder_is_gone_is_taken_over()
    {
        using var gone = Process.Start(new ProcessStartInfo("sh", ["-c", "exit 0"]))!;
        await gone.WaitForExitAsync(TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(_checkout, ".build"));
        File.CreateSymbolicLink(Path.Combine(_checkout, ".build/building"), $"{gone.Id}");

        Assert.Equal(0, (await RunAsync(Launcher)).Code);
        Assert.Equal(1, Builds);
    }

    [Fact]
    public async Task A_checkout_that_cannot_be_written_is_told()
    {
        File.WriteAllText(Path.Combine(_checkout, ".build"), ""); // root may write everywhere, but not below a file

        var (code, _, error) = await RunAsync(Launcher);

        Assert.Equal(74, code);
        Assert.Matches("^roundtable: The program is built in .*/a checkout/.build, which cannot be written.\n$", error);
    }

    [Fact]
    public async Task Without_the_sdk_one_sentence_says_what_to_install()
    {
        File.Delete(Path.Combine(_tools, "dotnet"));

        var (code, _, error) = await RunAsync(Launcher);

        Assert.Equal(69, code);
        Assert.Equal("roundtable: The .NET 10 SDK (command 'dotnet') is needed to build the program. Install it from https://dot.net and try again.\n", error);
    }

    [Fact]
    public async Task Where_the_sdk_finds_no_icu_one_sentence_says_so()
    {
        Tool("dotnet", "echo \"Process terminated.\nCouldn't find a valid ICU package\" >&2\nexit 134");

        var (code, _, error) = await RunAsync(Launcher);

        Assert.Equal(69, code);
        Assert.StartsWith("roundtable: The ICU library is needed to compare texts and was not found.", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Starts_through_a_symbolic_link()
    {
        var link = Path.Combine(_tools, "rt");
        File.CreateSymbolicLink(link, "../a checkout/roundtable");

        Assert.Equal("built : sessions\n", (await RunAsync(link, "sessions")).Out);
    }

    private string At(string name) => Path.Combine(_checkout, name);

    private void Dotnet(string publish) =>
        Tool("dotnet", $"[ \"$1\" = publish ] || exit 0\necho called >>\"$ROOT/calls\"\n{publish}\n/bin/chmod +x \"$2/roundtable\"");

    private void Tool(string name, string script)
    {
        var path = Path.Combine(_tools, name);
        File.Delete(path);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private async Task AppearsAsync(string name)
    {
        while (!File.Exists(Path.Combine(_root, name)))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private async Task<(int Code, string Out, string Error)> RunAsync(string launcher, params string[] arguments)
    {
        var start = new ProcessStartInfo(launcher, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["PATH"] = _tools;
        start.Environment["ROOT"] = _root;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
