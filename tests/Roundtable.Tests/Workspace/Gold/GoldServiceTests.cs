using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Codebooks;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Workspace.Codebooks;
using Roundtable.Workspace;
using Roundtable.Workspace.Codebooks;
using Roundtable.Workspace.Gold;

namespace Roundtable.Tests.Workspace.Gold;

/// <summary>Draws are on record before anything of them is shown, later ones are disjoint, labels are sealed, compared with the log, and erased.</summary>
public sealed class GoldServiceTests : IDisposable
{
    private static readonly Codebook _codebook = CodebookFile.Read(CodebookFileTests.Tone, "tone.yaml");
    private readonly SampleWorkspace _workspace = new();
    private readonly GoldService _gold;

    public GoldServiceTests() => _gold = new GoldService(_workspace.Context);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task The_plan_is_on_record_before_the_draw_and_the_seed_follows_from_its_leaf()
    {
        await using var log = await _workspace.OpenLogAsync();
        var sheet = await DrawAsync(log, 5, seed: "beacon 42");
        var leaves = await LeavesAsync(log);
        Assert.Equal(2, leaves.Count);
        Assert.All(leaves, l => Assert.Equal((LeafKind.Gold, sheet.Id), (l.Leaf.Kind, l.Leaf.Session)));
        var plan = JsonNode.Parse((await log.ContentAsync(leaves[0].Leaf.Document!.Value, Cancellation))!)!;
        Assert.Equal(("plan", 5, "beacon 42", 40), ((string)plan["what"]!, (int)plan["size"]!, (string)plan["given"]!, (int)plan["frame"]!["items"]!));
        Assert.DoesNotContain("items\":[", plan.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal([0], leaves[1].Leaf.Inputs);
        Assert.Equal(sheet.Gold.Draw!.Seed, sheet.Gold.Draw.Plan.Seed(leaves[0].Hash));
        Assert.Equal((0, 1), (sheet.Gold.Draw.PlanLeaf, sheet.Leaf));
    }

    [Fact]
    public async Task The_same_given_seed_draws_otherwise_the_second_time()
    {
        await using var log = await _workspace.OpenLogAsync();
        using var other = new SampleWorkspace();
        await using var otherLog = await other.OpenLogAsync();
        var here = await DrawAsync(log, 10, seed: "1");
        var there = await new GoldService(other.Context).DrawAsync(otherLog, new GoldDrawRequest(_codebook, 10) { Seed = "1" }, Items(40), Cancellation);
        Assert.NotEqual(here.Items.Select(i => i.Drawn.Id), there.Items.Select(i => i.Drawn.Id));
    }

    [Fact]
    public async Task A_later_draw_from_the_same_items_is_disjoint_and_one_for_another_codebook_is_not_held_back()
    {
        await using var log = await _workspace.OpenLogAsync();
        var first = await DrawAsync(log, 25);
        var second = await DrawAsync(log, 15);
        Assert.Empty(first.Items.Select(i => i.Drawn.Id).Intersect(second.Items.Select(i => i.Drawn.Id)));
        Assert.Equal([first.Id], second.Gold.Draw!.Plan.Earlier);
        var none = await Assert.ThrowsAsync<WorkspaceException>(() => DrawAsync(log, 1));
        Assert.Contains("only 0 different texts", none.Message, StringComparison.Ordinal);
        var other = await _gold.DrawAsync(log, new GoldDrawRequest(_codebook with { Instructions = "Else?" }, 40), Items(40), Cancellation);
        Assert.Equal(40, other.Items.Count);
    }

    [Fact]
    public async Task A_draw_that_was_interrupted_is_finished_with_its_own_seed_and_nothing_else()
    {
        await using var log = await _workspace.OpenLogAsync();
        var drawn = await DrawAsync(log, 5);
        File.Delete(Path.Combine(_workspace.Path, "gold", drawn.Id, "sheet.json")); // what a crash before the last step leaves
        Assert.Empty(_gold.List());
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => DrawAsync(log, 6));
        Assert.Contains("A draw of 5 from these items was interrupted", refused.Message, StringComparison.Ordinal);
        var again = await DrawAsync(log, 5);
        Assert.Equal((drawn.Id, drawn.Leaf), (again.Id, again.Leaf));
        Assert.Equal(drawn.Items.Select(i => i.Drawn), again.Items.Select(i => i.Drawn));
        Assert.Equal(2, log.Size);
    }

    [Fact]
    public async Task Items_with_the_text_of_an_example_repeated_ids_and_too_few_items_are_refused()
    {
        await using var log = await _workspace.OpenLogAsync();
        var shown = await RefusedAsync(log, [new("1", "terrible SERVICE!"), new("2", "Other")]);
        Assert.Contains("1 of the items have the text of an example of the codebook: '1'", shown, StringComparison.Ordinal);
        Assert.Contains("Two items have the id '1'", await RefusedAsync(log, [new("1", "One"), new("1", "Two")]), StringComparison.Ordinal);
        Assert.Contains("only 1 different", await RefusedAsync(log, [new("1", "One"), new("2", "one.")]), StringComparison.Ordinal);
        Assert.Equal(0, log.Size);
    }

    [Fact]
    public async Task Labels_are_sealed_in_batches_and_count_as_they_are_on_record()
    {
        await using var log = await _workspace.OpenLogAsync();
        var sheet = await DrawAsync(log, 3);
        var labelling = _gold.Labelling(sheet.Id);
        await labelling.LabelAsync(sheet.Items[0].Drawn.Id, "Ann", "positive", Cancellation);
        await labelling.LabelAsync(sheet.Items[1].Drawn.Id, "Ann", "cannot tell", Cancellation);
        Assert.Equal(2, _gold.Open(sheet.Id).Unsealed);
        Assert.Equal(2, (await _gold.SetAsync(log, _codebook, Cancellation)).Truths.Count);
        Assert.Equal(3, log.Size);
        Assert.Equal(0, await _gold.SealAsync(log, sheet.Id, Cancellation));
        await labelling.LabelAsync(sheet.Items[2].Drawn.Id, "Ann", "no", Cancellation);
        var set = await _gold.SetAsync(log, _codebook, Cancellation);
        Assert.Equal(4, log.Size);
        Assert.Equal(3, set.Random(sheet.Gold.Draw!.Plan.Frame.Digest, out _)!.Items.Count);
        Assert.Empty((await _gold.SetAsync(log, _codebook with { Name = "other" }, Cancellation)).Truths);
    }

    [Fact]
    public async Task A_label_or_an_item_that_was_changed_by_hand_does_not_count()
    {
        await using var log = await _workspace.OpenLogAsync();
        var sheet = await DrawAsync(log, 3);
        await _gold.Labelling(sheet.Id).LabelAsync(sheet.Items[0].Drawn.Id, "Ann", "positive", Cancellation);
        await _gold.SealAsync(log, sheet.Id, Cancellation);
        await EditedAsync("labels.jsonl", "positive", "negative");
        await EditedAsync("sheet.json", "\"copies\":1", "\"copies\":2");
        await EditedAsync("sheet.json", "\"given\":\"", "\"given\":\"0");

        async Task EditedAsync(string file, string from, string to)
        {
            var path = Path.Combine(_workspace.Path, "gold", sheet.Id, file);
            var text = await File.ReadAllTextAsync(path, Cancellation);
            await File.WriteAllTextAsync(path, text.Replace(from, to, StringComparison.Ordinal), Cancellation);
            var refused = await Assert.ThrowsAsync<WorkspaceException>(() => _gold.SetAsync(log, _codebook, Cancellation));
            Assert.Contains("differ from what leaf", refused.Message, StringComparison.Ordinal);
            await File.WriteAllTextAsync(path, text, Cancellation);
            await _gold.SetAsync(log, _codebook, Cancellation);
        }
    }

    [Fact]
    public async Task A_line_that_a_crash_cut_short_is_ignored_and_overwritten()
    {
        await using var log = await _workspace.OpenLogAsync();
        var sheet = await DrawAsync(log, 3);
        await _gold.Labelling(sheet.Id).LabelAsync(sheet.Items[0].Drawn.Id, "Ann", "positive", Cancellation);
        await File.AppendAllTextAsync(Path.Combine(_workspace.Path, "gold", sheet.Id, "labels.jsonl"), "{\"event\":\"lab", Cancellation);
        Assert.Single(_gold.Open(sheet.Id).Gold.Labels);
        await _gold.Labelling(sheet.Id).LabelAsync(sheet.Items[1].Drawn.Id, "Ann", "no", Cancellation);
        Assert.Equal(["positive", "no"], _gold.Open(sheet.Id).Gold.Labels.Select(l => l.Answer.Value));
    }

    [Fact]
    public async Task Deleted_gold_is_erased_from_the_files_and_from_the_log()
    {
        await using var log = await _workspace.OpenLogAsync();
        var sheet = await DrawAsync(log, 3);
        await _gold.Labelling(sheet.Id).LabelAsync(sheet.Items[0].Drawn.Id, "Ann", "positive", Cancellation);
        await _gold.SealAsync(log, sheet.Id, Cancellation);
        List<Digest> documents = [.. (await LeavesAsync(log)).Select(l => l.Leaf.Document!.Value)];
        Assert.NotEmpty(PlantedText.Files(_workspace.Path, "Message number"));
        await _gold.DeleteAsync(log, sheet.Id, Cancellation);
        foreach (var document in documents)
        {
            Assert.Null(await log.ContentAsync(document, Cancellation));
        }

        Assert.False(Directory.Exists(Path.Combine(_workspace.Path, "gold", sheet.Id)));
        Assert.Empty(PlantedText.Files(_workspace.Path, "Message number"));
        Assert.Equal(4, log.Size);
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<WorkspaceException>(() => _gold.Open(sheet.Id)).Kind);
    }

    [Fact]
    public async Task Gold_whose_folder_is_gone_is_restored_from_the_log_as_it_was_unless_it_was_deleted()
    {
        await using var log = await _workspace.OpenLogAsync();
        var sheet = await DrawAsync(log, 3);
        var labelling = _gold.Labelling(sheet.Id);
        await labelling.LabelAsync(sheet.Items[0].Drawn.Id, "Ann", "positive", Cancellation);
        await _gold.SealAsync(log, sheet.Id, Cancellation);
        await labelling.LabelAsync(sheet.Items[0].Drawn.Id, "Ben", "no", Cancellation);
        await labelling.LabelAsync(sheet.Items[1].Drawn.Id, "Ben", "cannot tell", Cancellation);
        await _gold.SealAsync(log, sheet.Id, Cancellation);
        var before = await _gold.SetAsync(log, _codebook, Cancellation);
        Directory.Delete(Path.Combine(_workspace.Path, "gold"), recursive: true);
        Assert.Equal([sheet.Id], await new GoldRestoration(_workspace.Context).RunAsync(log, Cancellation));
        var after = await _gold.SetAsync(log, _codebook, Cancellation);
        Assert.Equal(before.Sheets[0].Labels, after.Sheets[0].Labels);
        Assert.Equal(before.Sheets[0].Items, after.Sheets[0].Items);
        await _gold.DeleteAsync(log, sheet.Id, Cancellation);
        Assert.Empty(await new GoldRestoration(_workspace.Context).RunAsync(log, Cancellation));
    }

    internal static async IAsyncEnumerable<GoldItem> Items(int count)
    {
        await Task.CompletedTask;
        for (var i = 1; i <= count; i++)
        {
            var id = i.ToString(CultureInfo.InvariantCulture);
            yield return new GoldItem(id, $"Message number {id}");
        }
    }

    private Task<StoredSheet> DrawAsync(RecordLog log, int size, string? seed = null) =>
        _gold.DrawAsync(log, new GoldDrawRequest(_codebook, size) { Seed = seed }, Items(40), Cancellation);

    private async Task<string> RefusedAsync(RecordLog log, GoldItem[] items) =>
        (await Assert.ThrowsAsync<WorkspaceException>(() => _gold.DrawAsync(log, new GoldDrawRequest(_codebook, 2), items.ToAsyncEnumerable(), Cancellation))).Message;

    private static async Task<List<LoggedLeaf>> LeavesAsync(RecordLog log)
    {
        List<LoggedLeaf> leaves = [];
        await foreach (var leaf in log.ReadAsync(0, Cancellation))
        {
            leaves.Add(leaf);
        }

        return leaves;
    }
}
