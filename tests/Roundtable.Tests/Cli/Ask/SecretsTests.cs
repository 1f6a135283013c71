using System.Text;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Models;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Ask;

/// <summary>No key that a session used is in anything that it wrote, even where servers send it back.</summary>
public sealed class SecretsTests : IDisposable
{
    private const string Key = "sk-live-3f9a7c2e51d84b60a1";
    private const string OtherKey = "xk-test-0d6b8e92f7a34c15b8";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Keys_are_nowhere_in_what_a_full_session_wrote()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var good = await ProviderServer.StartAsync(ProviderAnswers.Fails(429, $"Slow down, {Key}."), ProviderAnswers.Says("""{"choice":"Yes","reasoning":"Because.","confidence":0.9}"""));
        await using var echoing = await ProviderServer.StartAsync(ProviderAnswers.SaysAsAnthropic($$"""{"choice":"Yes","reasoning":"Your key is {{OtherKey}}, I see.","confidence":0.9}"""));
        var coded = Convert.ToBase64String(Encoding.UTF8.GetBytes("k" + Key));
        await using var coding = await ProviderServer.StartAsync(ProviderAnswers.Says($$"""{"choice":"Yes","reasoning":"It is {{coded}}.","confidence":0.9}"""));
        await using var failing = await ProviderServer.StartAsync(ProviderAnswers.Fails(401, $"The key {Key} is not valid, nor is {Key[..12]}…"));
        await File.WriteAllTextAsync(
            Path.Combine(_data.FullName, "roundtable.yaml"),
            $"""
            connections:
              good: {"{"} address: '{new Uri(good.Address, "/v1")}', key_variable: LAB_API_KEY, models: [m] {"}"}
              echo: {"{"} address: '{echoing.Address}', kind: anthropic, key_variable: OTHER_API_KEY, models: [m] {"}"}
              code: {"{"} address: '{new Uri(coding.Address, "/v1")}', key_variable: LAB_API_KEY, models: [m] {"}"}
              fail: {"{"} address: '{new Uri(failing.Address, "/v1")}', key_variable: LAB_API_KEY, models: [m] {"}"}
            """,
            cancellation);
        var program = new RoundtableProcess(_data.FullName) { Variables = { ["LAB_API_KEY"] = Key, ["OTHER_API_KEY"] = OtherKey } };
        string[] config = ["--config", Path.Combine(_data.FullName, "roundtable.yaml")];
        var said = new StringBuilder();
        foreach (var args in (string[][])
        [
            ["models", "--check", .. config],
            ["ask", "Should we?", "-o", "Yes", "-o", "No", "--debate", "-m", "good/m", "-m", "echo/m", "-m", "fail/m", .. config],
            ["ask", "Should we?", "-o", "Yes", "-o", "No", "-m", "good/m", "-m", "echo/m", "-m", "code/m", "--json", .. config],
            ["sessions", "export", "last", "--format", "html"],
            ["log", "show", "1"],
            ["log", "show", "2", "--json"],
            ["log", "export", "--contents", "--out", Path.Combine(_data.FullName, "bundle.tar")],
            ["reindex"],
        ])
        {
            var (code, output, error) = await program.RunAsync(cancellation, args);
            Assert.True(args is ["models", ..] || code == ExitCode.Ok, $"{string.Join(' ', args)}: {output}{error}");
            said.Append(output).Append(error);
        }

        Assert.Contains(good.Heads, h => h.Authorization!.Contains(Key, StringComparison.Ordinal));
        Assert.Contains(echoing.Heads, h => h.Authorization!.Contains(OtherKey, StringComparison.Ordinal));
        Assert.Contains("contains the value of LAB_API_KEY, in base64", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("[key]", said.ToString(), StringComparison.Ordinal);
        var files = Directory.EnumerateFiles(_data.FullName, "*", SearchOption.AllDirectories).ToList();
        Assert.InRange(files.Count, 10, 100);
        foreach (var secret in (string[])[Key, OtherKey, Key[..12], Convert.ToBase64String(Encoding.UTF8.GetBytes(Key))[..20], coded[3..30]])
        {
            Assert.DoesNotContain(secret, said.ToString(), StringComparison.Ordinal);
            foreach (var file in files)
            {
                Assert.False((await File.ReadAllBytesAsync(file, cancellation)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0, $"{file} holds {secret}");
            }
        }
    }
}
