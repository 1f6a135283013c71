using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Registry;

/// <summary>The registry from the command line: lists, one entry, and what it came from.</summary>
public sealed class RegistryProcessTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public RegistryProcessTests() => _program = new RoundtableProcess(_data.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Lists_are_filtered_by_kind_and_text_and_know_no_other_kind()
    {
        var licences = JsonElement.Parse((await RunAsync("registry", "list", "--kind", "terms", "--text", "Apache License", "--json")).Out);
        Assert.Contains("terms:apache-2.0@2.0", licences.EnumerateArray().Select(e => e.GetProperty("id").GetString()));
        Assert.All(licences.EnumerateArray(), e => Assert.StartsWith("terms:", e.GetProperty("id").GetString(), StringComparison.Ordinal));
        Assert.Equal("No entry passes these filters.\n", (await RunAsync("registry", "list", "--text", "no such words here")).Out);
        Assert.Contains("Known kinds: organisation", (await RunAsync("registry", "list", "--kind", "licence")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_is_shown_and_a_name_that_is_close_is_told()
    {
        var shown = await RunAsync("registry", "show", "apache-2.0");
        Assert.Equal(ExitCode.Ok, shown.Code);
        Assert.Contains("https://www.apache.org/licenses/LICENSE-2.0", shown.Out, StringComparison.Ordinal);
        var missed = await RunAsync("registry", "show", "apache-2.1");
        Assert.Equal(ExitCode.NotFound, missed.Code);
        Assert.Contains("apache-2.0", missed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_added_is_on_the_record_and_its_lineage_is_told()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_data.FullName, "mine.yaml"),
            "dataset: notes\nversion: \"1\"\n---\nmodel: acme/student\nversion: \"1\"\nvendor: acme\nsources:\n  - made-with: dataset:notes@1\n",
            Cancellation);
        Assert.Equal(ExitCode.Ok, (await RunAsync("registry", "add", "mine.yaml")).Code);
        var listed = JsonElement.Parse((await RunAsync("registry", "list", "--text", "acme/student", "--json")).Out);
        Assert.Equal(JsonValueKind.Number, Assert.Single(listed.EnumerateArray()).GetProperty("leaf").ValueKind);
        Assert.Contains("dataset:notes@1", (await RunAsync("registry", "lineage", "acme/student")).Out, StringComparison.Ordinal);
        Assert.Contains("model:acme/student@1", (await RunAsync("registry", "lineage", "notes")).Out, StringComparison.Ordinal);
    }

    private Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) => _program.RunAsync(Cancellation, arguments);
}
