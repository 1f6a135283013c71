using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Xml.Linq;

namespace Roundtable.EndToEnd;

/// <summary>The package of the tool for this machine, made by the script that makes all of them, installed and used as a stranger would.</summary>
public sealed class ToolPackageTests : IDisposable
{
    private const long MaxBytes = 40L << 20;

    private readonly string _root = Directory.CreateTempSubdirectory("roundtable-tool-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static readonly string[] _foreign = ["/runtimes/", "musl", "android", "browser-wasm"];

    [Fact]
    public async Task Installed_from_its_package_the_tool_asks_the_rehearsal_panel()
    {
        var packages = Directory.CreateDirectory(Path.Combine(_root, "packages")).FullName;
        // What is handed out is compiled anew and ahead of time, six minutes of two processors: that is for the long run.
        string[] trial = TestDepth.IsLong ? [] : ["--as-built"];
        var made = await RunAsync(Path.Combine(Repository.Root, "eng", "package"), [.. trial, "tool", "--platforms", RuntimeInformation.RuntimeIdentifier, "--out", packages]);
        Assert.True(made.Code == 0, made.Error);

        var files = Directory.GetFiles(packages).Select(f => new FileInfo(f)).ToList();
        Assert.Equal(2, files.Count);
        Assert.All(files, f => Assert.InRange(f.Length, 1, MaxBytes));
        await using (var package = await ZipFile.OpenReadAsync(Path.Combine(packages, files.Single(f => f.Name.Contains(RuntimeInformation.RuntimeIdentifier, StringComparison.Ordinal)).Name), Cancellation))
        {
            Assert.DoesNotContain(package.Entries, e => e.FullName.EndsWith(".pdb", StringComparison.Ordinal));
            Assert.DoesNotContain(package.Entries, e => _foreign.Any(f => e.FullName.Contains(f, StringComparison.Ordinal)));
        }

        // With no source but this folder: the packages need nothing else.
        var config = Path.Combine(_root, "nuget.config");
        await File.WriteAllTextAsync(config, $"<configuration><packageSources><clear /><add key=\"local\" value=\"{packages}\" /></packageSources></configuration>", Cancellation);
        var tools = Path.Combine(_root, "tools");
        var installed = await RunAsync("dotnet", "tool", "install", "Roundtable", "--tool-path", tools, "--configfile", config);
        Assert.True(installed.Code == 0, installed.Out + installed.Error);

        var asked = await RunAsync(Path.Combine(tools, "roundtable"), "ask", "Is the tool installed?", "--option", "Yes", "--option", "No", "--json");
        Assert.True(asked.Code == 0, asked.Error);
        using var session = JsonDocument.Parse(asked.Out);
        Assert.Equal("Is the tool installed?", session.RootElement.GetProperty("question").GetProperty("text").GetString());

        var verified = await RunAsync(Path.Combine(tools, "roundtable"), "log", "verify");
        Assert.True(verified.Code == 0, verified.Out + verified.Error);
        if (TestDepth.IsLong)
        {
            await ReadingCompilesLittleAsync(Path.Combine(tools, "roundtable"));
        }
    }

    /// <summary>
    /// What is compiled ahead is not compiled at each start. The number of methods that the runtime still compiles hardly varies; the bounds are about a third
    /// above it, and without the options that compile generic code of .NET over our types it is beyond each.
    /// </summary>
    private async Task ReadingCompilesLittleAsync(string tool)
    {
        (string[] Verb, int Most)[] reading =
        [
            (["panels"], 52), (["models"], 86), (["sessions", "list"], 160), (["registry", "list"], 285), (["log", "verify"], 290), (["sessions", "show", "last"], 1180),
        ];
        foreach (var (verb, most) in reading)
        {
            var compiled = Path.Combine(_root, "compiled");
            File.Delete(compiled);
            // The runtime's own switches: each method that it compiles is a line of the file.
            await RunAsync("env", ["DOTNET_JitDisasmSummary=1", $"DOTNET_JitStdOutFile={compiled}", tool, .. verb]);
            var count = (await File.ReadAllLinesAsync(compiled, Cancellation)).Length;
            Assert.True(count > 0 && count <= most, $"'{string.Join(' ', verb)}' compiled {count} methods, not 1 to {most}");
        }
    }

    /// <summary>With more than one platform the pointer names each by itself; as one name nothing could be installed.</summary>
    [Fact]
    public async Task The_pointer_leads_to_the_package_of_each_platform()
    {
        var project = Path.Combine(Repository.Root, "src", "Roundtable", "Roundtable.csproj");
        var made = await RunAsync(
            "dotnet", "pack", project, "--nologo", "--verbosity", "quiet", "--no-build", "--configuration", "Debug", "--output", _root, "-p:PackagedAs=tool",
            "-p:ToolPlatforms=linux-x64%3Bwin-arm64", "-p:CreateRidSpecificToolPackages=false");
        Assert.True(made.Code == 0, made.Out + made.Error);
        await using var package = await ZipFile.OpenReadAsync(Assert.Single(Directory.GetFiles(_root, "*.nupkg")), Cancellation);
        await using var settings = await package.Entries.Single(e => e.Name == "DotnetToolSettings.xml").OpenAsync(Cancellation);
        var named = (await XDocument.LoadAsync(settings, LoadOptions.None, Cancellation)).Descendants("RuntimeIdentifierPackage");
        Assert.Equal(["Roundtable.linux-x64", "Roundtable.win-arm64"], named.Select(n => (string?)n.Attribute("Id")));
    }

    private async Task<(int Code, string Out, string Error)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = _root };
        foreach (var name in start.Environment.Keys.Where(k => k.EndsWith("_API_KEY", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["ROUNDTABLE_DATA"] = Path.Combine(_root, "data");
        start.Environment["ROUNDTABLE_LOCAL_PROBES"] = "off";
        start.Environment["XDG_CONFIG_HOME"] = _root;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, await output, await error);
    }
}
