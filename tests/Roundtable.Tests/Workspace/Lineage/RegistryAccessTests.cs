using Roundtable.Terms.Registry;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Registry;

namespace Roundtable.Tests.Workspace.Lineage;

public sealed class RegistryAccessTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Index => Path.Combine(_workspace.Path, SqliteLineage.FileName);

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Where_the_index_cannot_be_written_it_is_in_memory_and_tells_the_same()
    {
        await AddAsync("one");
        using (var access = await RegistryAccess.OpenAsync(_workspace.Context, Cancellation))
        {
            Assert.Equal(["one"], Own(access));
        }

        // No file can be put where a directory is, and none removed: as on a file system for reading alone.
        File.Delete(Index);
        Directory.CreateDirectory(Path.Combine(Index, "in the way"));
        for (var i = 0; i < 2; i++)
        {
            using var access = await RegistryAccess.OpenAsync(_workspace.Context, Cancellation);
            Assert.Equal(["one"], Own(access));
            Assert.NotNull(access.Index.Find("dataset:one@1"));
        }

        using var other = new SampleWorkspace();
        using var empty = await RegistryAccess.OpenAsync(other.Context with { DataDirectory = Path.Combine(other.Path, "none") }, Cancellation);
        Assert.Empty(Own(empty)); // and not what another directory's has
        Assert.False(Directory.Exists(Path.Combine(other.Path, "none")));
    }

    private static IEnumerable<string> Own(RegistryAccess access) => access.Registry.All().Where(e => e.Leaf is not null).Select(e => e.Entry.Id.Name);

    private async Task AddAsync(string name)
    {
        await using var log = await _workspace.OpenLogAsync();
        var entry = Assert.Single(EntryReader.Read($"dataset: {name}\nversion: \"1\"\n", []));
        await RegistryAppender.AppendAsync(log, entry, [], _workspace.Time, Cancellation);
    }
}
