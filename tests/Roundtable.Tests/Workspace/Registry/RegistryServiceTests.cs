using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Registry;

namespace Roundtable.Tests.Workspace.Registry;

public sealed class RegistryServiceTests : IDisposable
{
    private const string Entries =
        """
        organisation: small-lab
        version: "1"
        ---
        dataset: small-lab/pairs
        version: "1"
        title: Pairs of a GREENGROCER
        ---
        model: small-lab/student
        version: "1"
        vendor: small-lab
        sources:
          - made-with: dataset:small-lab/pairs
        ---
        model: small-lab/student
        version: "2"
        vendor: small-lab
        sources:
          - derived-from: model:small-lab/student@1
        """;

    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Filters_by_kind_and_text_and_refuses_a_kind_that_there_is_not()
    {
        await AddAsync(Entries);
        Assert.Equal(["dataset:small-lab/pairs@1"], await ListAsync("dataset", "of a greengrocer"));
        Assert.Contains("model:small-lab/student@2", await ListAsync("model", null));
        Assert.DoesNotContain("dataset:small-lab/pairs@1", await ListAsync("model", null));
        Assert.Empty(await ListAsync(null, "no entry has these words"));
        var all = await ListAsync(null, null);
        Assert.Equal(all, await ListAsync("", ""));
        Assert.Equal(all.Count, Enum.GetValues<EntryKind>().Sum(k => ListAsync(Kebab.Name(k), null).Result.Count));
        var error = Assert.Throws<WorkspaceException>(() => EntryFilter.Parse("modell", null));
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        Assert.Contains("model", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_comes_with_its_versions_and_revisions()
    {
        await AddAsync(Entries);
        await AddAsync("model: small-lab/student\nversion: \"1\"\nrevision: 2\ncorrection: It has an owner.\nvendor: small-lab\n");
        var newest = await UseAsync(r => r.ShowAsync("small-lab/student", Cancellation));
        Assert.Equal("model:small-lab/student@2", newest.Entry.Entry.Id.ToString());
        Assert.Equal(["1", "2"], newest.Versions.Select(v => v.Entry.Id.Version).Order(StringComparer.Ordinal));
        Assert.Single(newest.Revisions);

        var first = await UseAsync(r => r.ShowAsync("model:small-lab/student@1", Cancellation));
        Assert.Equal([1, 2], first.Revisions.Select(r => r.Entry.Revision));
        Assert.Equal("It has an owner.", first.Entry.Entry.Correction);
        var json = RegistryJson.Shown(first);
        Assert.Equal(2, json["revisions"]!.AsArray().Count);
        Assert.Equal(first.Entry.Leaf, (long?)json["shown"]!["leaf"]);
    }

    [Fact]
    public async Task What_there_is_not_is_told_with_close_names()
    {
        await AddAsync(Entries);
        var error = await Assert.ThrowsAsync<WorkspaceException>(() => UseAsync(r => r.ShowAsync("small-lab/studnet", Cancellation)));
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Contains("small-lab/student", error.Message, StringComparison.Ordinal);
        Assert.Null(await UseAsync(r => r.FindAsync(new EntryReference(EntryKind.Model, "small-lab/studnet", null), Cancellation)));
        error = await Assert.ThrowsAsync<WorkspaceException>(() => UseAsync(r => r.LineageAsync("leaf:99", Cancellation)));
        Assert.Equal((ErrorKind.NotFound, "The log has no 'leaf:99'."), (error.Kind, error.Message));
    }

    [Fact]
    public async Task Lineage_goes_both_ways_and_its_JSON_holds_the_ways_that_are_wanted()
    {
        await AddAsync(Entries);
        var lineage = await UseAsync(r => r.LineageAsync("model:small-lab/student@1", Cancellation));
        Assert.Equal(["dataset:small-lab/pairs@1"], Reached(lineage.Up));
        Assert.Equal(["model:small-lab/student@2"], Reached(lineage.Down));
        Assert.True(lineage.Up.Up);
        Assert.False(lineage.Down.Up);
        Assert.Equal(["name", "up", "down"], lineage.Json().Select(m => m.Key));
        Assert.Equal(["name", "down"], lineage.Json(up: false).Select(m => m.Key));
        Assert.Equal("dataset:small-lab/pairs@1", (string?)lineage.Json()["up"]!["nodes"]![0]!["name"]);
        Assert.Equal("model:small-lab/student@1", (string?)lineage.Json(down: false)["name"]);
    }

    [Fact]
    public async Task An_organisation_that_is_not_there_has_no_report()
    {
        await AddAsync(Entries);
        Assert.Equal("small-lab", (await UseAsync(r => r.ReciprocityAsync("small-lab", Cancellation))).Organisation);
        var error = await Assert.ThrowsAsync<WorkspaceException>(() => UseAsync(r => r.ReciprocityAsync("smal-lab", Cancellation)));
        Assert.Equal(ErrorKind.NotFound, error.Kind);
    }

    private static IEnumerable<string> Reached(LineageGraph graph) => graph.Shown().Select(n => graph.Names[n.Id]);

    private async Task<IReadOnlyList<string>> ListAsync(string? kind, string? text) =>
        [.. (await UseAsync(r => r.ListAsync(EntryFilter.Parse(kind, text), Cancellation))).Select(e => e.Entry.Id.ToString())];

    private async Task<T> UseAsync<T>(Func<RegistryService, Task<T>> use)
    {
        using var reader = new WorkspaceReader(_workspace.Context);
        return await use(new RegistryService(_workspace.Context, reader));
    }

    private async Task AddAsync(string yaml) => await RegistryAppender.AddAsync(
        _workspace.Context, await EntryFiles.ReadAsync([_workspace.Write("entries.yaml", yaml)], Cancellation), [], Cancellation);
}
