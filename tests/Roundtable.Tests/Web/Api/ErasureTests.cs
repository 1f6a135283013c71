using System.Net;
using System.Text.Json;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Sessions;
using Roundtable.Workspace.Sharing;

namespace Roundtable.Tests.Web.Api;

/// <summary>What was erased is in no byte of the data directory, and no address of a running server shows it, whichever program erased it.</summary>
public sealed class ErasureTests
{
    /// <summary>With characters that JSON escapes, and that an index of words folds.</summary>
    private const string Planted = "Zephyrqu\u00ebll \"4711\"";

    private const string Word = "zephyrqu";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_erased_session_is_in_no_file_and_at_no_address(bool byAnotherProgram)
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var workspace = new WorkspaceContext(
            site.Data, null, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal) { ["XDG_CONFIG_HOME"] = site.Data });
        var id = await site.AskAsync($"Should {Planted} be asked?", Cancellation);
        var stays = await site.AskAsync("Should Otherword be asked?", Cancellation);

        // Everything that reads or writes something of a session: search, pages, exports, a link, an older copy, and what a kill left of writing the file.
        Assert.Contains(id, await site.Http.GetStringAsync("/api/v1/sessions?q=Zephyrqu%C3%ABll", Cancellation), StringComparison.Ordinal);
        using var shared = await site.Http.PostAsync($"/sessions/{id}/share", null, Cancellation);
        var link = new Shares(workspace).LinkOf(id);
        Assert.NotNull(link);
        string[] addresses =
        [
            $"/sessions/{id}", $"/sessions/{id}.md", $"/sessions/{id}.json", $"/sessions/{id}.html", $"/sessions/{id}.tar", $"/s/{link}", $"/s/{link}/card",
            $"/s/{link}/picture.png", $"/api/v1/sessions/{id}", $"/api/v1/sessions/{id}/events", $"/api/v1/sessions/{id}/recount?rule=approval",
        ];
        foreach (var address in addresses)
        {
            using var answer = await site.Http.GetAsync(address, Cancellation);
            Assert.True(answer.IsSuccessStatusCode || address.Contains("recount", StringComparison.Ordinal), $"{address}: {answer.StatusCode}");
        }

        var store = new SessionStore(site.Data);
        var document = await File.ReadAllBytesAsync(store.PathOf(id), Cancellation);
        await File.WriteAllBytesAsync(store.PathOf(id), document[..^1], Cancellation);
        store.Restore(id, document);
        await File.WriteAllBytesAsync(store.PathOf(id) + ".new", document[..^9], Cancellation);
        var before = PlantedText.Files(site.Data, Planted).Concat(PlantedText.Files(site.Data, Word)).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { $"sessions/{id}.json", $"sessions/{id}.json.damaged", $"sessions/{id}.json.new", "content/000001.pack" }, before);
        Assert.Contains(before, f => f.StartsWith("index.db", StringComparison.Ordinal));

        if (byAnotherProgram)
        {
            Assert.True(await Removal.RunAsync(workspace, id, Cancellation) > 5);
            Assert.Null(await Removal.RunAsync(workspace, id, Cancellation));
        }
        else
        {
            using var erased = await site.Http.DeleteAsync($"/api/v1/sessions/{id}", Cancellation);
            Assert.Equal(HttpStatusCode.OK, erased.StatusCode);
            var told = JsonElement.Parse(await erased.Content.ReadAsStringAsync(Cancellation));
            Assert.Equal((id, Erasure.NotReached), (told.GetProperty("session").GetString(), told.GetProperty("notReached").GetString()));
            Assert.True(told.GetProperty("erased").GetInt32() > 5);
        }

        Assert.Empty(PlantedText.Files(site.Data, Planted));
        Assert.Empty(PlantedText.Files(site.Data, Word));
        Assert.Null(new Shares(workspace).LinkOf(id));
        foreach (var address in addresses)
        {
            using var answer = await site.Http.GetAsync(address, Cancellation);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{address}: {answer.StatusCode}");
        }

        Assert.DoesNotContain(Word, await site.Http.GetStringAsync("/sessions", Cancellation), StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(PlantedText.Files(site.Data, "Otherword"));
        Assert.Contains("Otherword", await site.Http.GetStringAsync($"/api/v1/sessions/{stays}/events", Cancellation), StringComparison.Ordinal);
    }
}
