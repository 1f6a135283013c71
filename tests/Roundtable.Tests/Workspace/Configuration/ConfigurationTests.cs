using Roundtable.Terms.Yaml;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Configuration;

namespace Roundtable.Tests.Workspace.Configuration;

public sealed class ConfigurationTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void The_sample_is_read_without_a_problem()
    {
        List<YamlProblem> problems = [];
        var file = Path.Combine(Repository.Root, "samples", "roundtable.yaml");
        var configuration = RoundtableConfiguration.Read(file, File.ReadAllText(file), problems);
        Assert.Empty(problems);
        var lab = Assert.Single(configuration.Connections);
        Assert.Equal(("lab", "LAB_API_KEY", 16, true), (lab.Name, lab.KeyVariable, lab.Concurrency, lab.SupportsSchema));
        Assert.Equal(["frontier", "house"], configuration.Panels.Select(p => p.Name));
        Assert.Equal(("The sceptic", 0.7, 2000), (configuration.Panels[0].Seats[2].Name, configuration.Panels[0].Seats[2].Temperature, configuration.Panels[0].Seats[2].MaxTokens));
        Assert.Equal("house", configuration.DefaultPanel);
    }

    [Fact]
    public async Task All_errors_are_told_at_once_each_with_its_place()
    {
        var file = Path.Combine(_directory.FullName, "roundtable.yaml");
        await File.WriteAllTextAsync(
            file,
            """
            connections:
              lab:
                kind: openapi
                adress: http://x/v1
                concurrency: many
              b:
                address: ftp://x
                key_variable: sk-0123456789abcdef0123456789
              c:
                address: http://x
                api_key: hunter2hunter2
            panels:
              empty:
                seats: []
              one:
                seats:
                  - { model: a/b, temperature: 9 }
                  - { persona: Nobody }
            panel: won
            models: 7
            """,
            Cancellation);
        var error = await Assert.ThrowsAsync<WorkspaceException>(() => RoundtableConfiguration.LoadAsync(file, _directory.FullName, Cancellation));
        Assert.Equal(ErrorKind.Configuration, error.Kind);
        string[] expected =
        [
            ":3:11: Unknown kind of API 'openapi'",
            ":3:5: 'address' is missing",
            ":4:5: Unknown key 'adress'; did you mean 'address'?",
            ":5:18: 'concurrency' is 'many'; it must be a whole number from 1 to 10000.",
            ":7:14: 'ftp://x' is not an address",
            ":8:19: 'key_variable' takes the name of an environment variable",
            ":11:14: Keys do not belong in a file",
            ":14:12: The panel 'empty' has no seats",
            ":17:36: 'temperature' is '9'; it must be a number from 0 to 2.",
            ":18:9: 'model' is missing.",
            ":19:8: There is no panel 'won' in this file.",
            ":20:9: 'models' must be a mapping",
        ];
        Assert.All(expected, e => Assert.Contains(e, error.Message, StringComparison.Ordinal));
        Assert.StartsWith($"{file} has {expected.Length} errors:", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("panels:\n  a: [\n", 3)]
    [InlineData("a: 1\na: 2\n", 2)]
    [InlineData("a: b: c", 1)]
    public async Task Malformed_yaml_is_told_with_line_and_column(string text, int line)
    {
        var file = Path.Combine(_directory.FullName, "roundtable.yaml");
        await File.WriteAllTextAsync(file, text, Cancellation);
        var error = await Assert.ThrowsAsync<WorkspaceException>(() => RoundtableConfiguration.LoadAsync(file, _directory.FullName, Cancellation));
        Assert.Contains($"{file}:{line}:", error.Message, StringComparison.Ordinal);
        Assert.Contains("malformed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_file_must_exist_and_none_need()
    {
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<WorkspaceException>(() => RoundtableConfiguration.LoadAsync("nowhere.yaml", _directory.FullName, Cancellation))).Kind);
        Assert.Null((await RoundtableConfiguration.LoadAsync(null, _directory.FullName, Cancellation)).File);
    }
}
