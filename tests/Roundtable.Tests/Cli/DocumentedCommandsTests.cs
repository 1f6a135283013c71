using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli;

/// <summary>What README and the documentation tell people to type is what the program accepts; README's commands are run, one after the other.</summary>
public sealed class DocumentedCommandsTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");

    /// <summary>README and every page of the documentation but the reference, which is made by the program.</summary>
    public static TheoryData<string> Pages =>
    [
        "README.md",
        "CONTRIBUTING.md",
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Repository.Root, f))
            .Where(f => f != Path.Combine("docs", "cli.md")),
    ];

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Pages))]
    public void What_a_page_tells_to_type_is_accepted(string page)
    {
        foreach (var (line, words) in DocumentedCommands.Of(page))
        {
            var parse = Roundtable.Cli.Commands.Root().Parse(words);
            Assert.True(parse.Errors.Count == 0, $"{page}:{line}: {string.Join(' ', words)}: {string.Join(' ', parse.Errors.Select(e => e.Message))}");
        }
    }

    [Fact]
    public async Task Each_command_of_the_README_does_what_it_says()
    {
        var cancellation = TestContext.Current.CancellationToken;
        DocumentedCommands.Copy(Path.Combine(Repository.Root, "samples"), Path.Combine(_data.FullName, "samples"));
        var corpus = Directory.CreateDirectory(Path.Combine(_data.FullName, "data"));
        await File.WriteAllTextAsync(
            Path.Combine(corpus.FullName, "rows.jsonl"), """{"prompt":"q","response":"As an AI language model, I did."}""" + "\n", cancellation);
        var program = new RoundtableProcess(_data.FullName);
        foreach (var (line, words) in DocumentedCommands.Of("README.md"))
        {
            if (words[0] is "serve" or "gateway")
            {
                using var process = program.Start([.. words, "--listen", "127.0.0.1:0"]);
                var first = words[0] == "serve" ? "Roundtable is at http://127.0.0.1:" : "The gateway is at http://127.0.0.1:";
                Assert.StartsWith(first, await process.StandardOutput.ReadLineAsync(cancellation), StringComparison.Ordinal);
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(cancellation);
                continue;
            }

            var (code, output, error) = await program.RunAsync(cancellation, [.. words]);

            // Doctor finds that nothing is connected, and a ruling on a rehearsal is what it is: both say so by their exit code.
            int[] expected = words[0] switch
            {
                "doctor" => [ExitCode.Ok, ExitCode.CheckFailed],
                "judge" => [ExitCode.Ok, ExitCode.Denied, ExitCode.NotKnown],
                _ => [ExitCode.Ok],
            };
            Assert.True(expected.Contains(code), $"README.md:{line}: {string.Join(' ', words)}: {code}: {error}{output}");
            Assert.True(output.Length > 0 || words[0] == "mcp", $"README.md:{line}: {string.Join(' ', words)} says nothing.");
        }
    }
}
