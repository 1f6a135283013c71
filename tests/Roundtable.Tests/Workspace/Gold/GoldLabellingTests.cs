using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Gold;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Workspace.Codebooks;
using Roundtable.Workspace;
using Roundtable.Workspace.Codebooks;
using Roundtable.Workspace.Gold;

namespace Roundtable.Tests.Workspace.Gold;

/// <summary>Two people label blind to each other and to the panel; what they take back, differ on and adjudicate.</summary>
public sealed class GoldLabellingTests : IAsyncLifetime
{
    private static readonly Codebook _codebook = CodebookFile.Read(CodebookFileTests.Tone, "tone.yaml");
    private readonly SampleWorkspace _workspace = new();
    private StoredSheet _sheet = null!;
    private RecordLog _log = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private GoldService Gold => new(_workspace.Context);

    private GoldLabelling Labelling => Gold.Labelling(_sheet.Id);

    public async ValueTask InitializeAsync()
    {
        _log = await _workspace.OpenLogAsync();
        _sheet = await Gold.DrawAsync(_log, new GoldDrawRequest(_codebook, 3), GoldServiceTests.Items(20), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        _workspace.Dispose();
    }

    [Fact]
    public async Task Unlabelled_items_come_first_in_the_order_of_the_draw_then_those_of_somebody_else()
    {
        Assert.Equal(Id(0), Next("Ann"));
        await LabelAsync(0, "Ann", "positive");
        Assert.Equal(Id(1), Next("Ann"));
        Assert.Equal(Id(1), Next("Ben"));
        await LabelAsync(1, "Ben", "no");
        await LabelAsync(2, "Ann", "no");
        Assert.Equal(Id(1), Next("Ann"));
        Assert.Equal(Id(0), Next("Ben"));
        await LabelAsync(1, "Ann", "no");
        Assert.Null(Next("Ann"));
        Assert.Equal(GoldLayer.Second, (await LabelAsync(0, "Ben", "negative")).Layer);
        Assert.Equal(Id(2), Next("Cleo"));
    }

    [Fact]
    public async Task Nobody_labels_an_item_twice_and_no_third_person_does()
    {
        await LabelAsync(0, "Ann", "positive");
        Assert.Contains("has labelled", await RefusedAsync(() => LabelAsync(0, "Ann", "negative")), StringComparison.Ordinal);
        await LabelAsync(0, "Ben", "negative");
        Assert.Contains("Two people", await RefusedAsync(() => LabelAsync(0, "Cleo", "negative")), StringComparison.Ordinal);
        Assert.Contains("none of the codebook's answers: positive, negative, no, cannot tell", await RefusedAsync(() => LabelAsync(1, "Ann", "1")), StringComparison.Ordinal);
        Assert.Contains("a name of 1 to", await RefusedAsync(() => LabelAsync(1, " ", "no")), StringComparison.Ordinal);
        Assert.Contains("has no item", await RefusedAsync(() => Labelling.LabelAsync("x", "Ann", "no", Cancellation)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_takes_back_one_label_after_the_other_and_only_ones_own()
    {
        await LabelAsync(0, "Ann", "positive");
        await LabelAsync(1, "Ann", "negative");
        await LabelAsync(2, "Ben", "no");
        Assert.Equal(Id(1), (await Labelling.UndoAsync("Ann", Cancellation))!.Drawn.Id);
        Assert.Equal(Id(1), Next("Ann"));
        Assert.Equal(Id(0), (await Labelling.UndoAsync("Ann", Cancellation))!.Drawn.Id);
        Assert.Null(await Labelling.UndoAsync("Ann", Cancellation));
        Assert.Equal("Ben", Assert.Single(Gold.Open(_sheet.Id).Gold.Labels).Annotator);
        Assert.Equal(GoldLayer.First, (await LabelAsync(0, "Ben", "no")).Layer);
    }

    [Fact]
    public async Task A_label_is_not_taken_back_once_the_other_was_shown()
    {
        await LabelAsync(0, "Ann", "positive");
        await LabelAsync(0, "Ben", "negative");
        Assert.Equal(Id(0), (await Labelling.UndoAsync("Ben", Cancellation))!.Drawn.Id); // nobody saw both yet
        await LabelAsync(0, "Ben", "negative");
        var dispute = Assert.Single(await Labelling.DisputesAsync("Ben", Cancellation));
        Assert.Equal(("positive", "negative"), (dispute.First!.Answer.Value, dispute.Second!.Answer.Value));
        Assert.Contains("shown since", await RefusedAsync(() => Labelling.UndoAsync("Ben", Cancellation)), StringComparison.Ordinal);
        Assert.Contains("shown since", await RefusedAsync(() => Labelling.UndoAsync("Ann", Cancellation)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_two_people_differ_on_is_adjudicated_once_and_that_can_be_taken_back()
    {
        await LabelAsync(0, "Ann", "positive");
        Assert.Contains("nothing to adjudicate", await RefusedAsync(() => AdjudicateAsync(0, "no")), StringComparison.Ordinal);
        await LabelAsync(0, "Ben", "negative");
        await AdjudicateAsync(0, "no");
        Assert.Contains("adjudicated by Cleo already", await RefusedAsync(() => AdjudicateAsync(0, "negative")), StringComparison.Ordinal);
        var verdict = Gold.Open(_sheet.Id).Gold.Verdicts()[0];
        Assert.Equal(("positive", "negative", "no"), (verdict.First!.Answer.Value, verdict.Second!.Answer.Value, verdict.Answer?.Value));
        Assert.Contains("shown since", await RefusedAsync(() => Labelling.UndoAsync("Ann", Cancellation)), StringComparison.Ordinal);
        Assert.Equal(Id(0), (await Labelling.UndoAdjudicationAsync("Cleo", Cancellation))!.Drawn.Id);
        Assert.Null(Gold.Open(_sheet.Id).Gold.Verdicts()[0].Answer);
    }

    [Fact]
    public async Task What_a_panel_says_is_shown_of_ones_own_labels_alone_and_they_stay_as_they_are()
    {
        _sheet = await Gold.QueueAsync(
            _log,
            _codebook,
            [(new GoldItem("a", "First"), new PanelLabel(new CodebookAnswer("no"), 0.5)), (new GoldItem("b", "Second"), new PanelLabel(new CodebookAnswer("no"), 0.6))],
            Cancellation);
        Assert.Empty(await Labelling.PanelAsync("Ann", Cancellation));
        await Labelling.LabelAsync("a", "Ann", "positive", Cancellation);
        var (item, own) = Assert.Single(await Labelling.PanelAsync("Ann", Cancellation));
        Assert.Equal(("no", "positive"), (item.Panel!.Answer.Value, own.Answer.Value));
        Assert.Contains("shown since", await RefusedAsync(() => Labelling.UndoAsync("Ann", Cancellation)), StringComparison.Ordinal);
        Assert.Null((await Gold.SetAsync(_log, _codebook, Cancellation)).Random(Gold.List().First(g => g.Gold.Draw is not null).Gold.Draw!.Plan.Frame.Digest, out var reason));
        Assert.Contains("None of the items", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_who_save_at_the_same_moment_are_first_and_second()
    {
        var one = new GoldService(_workspace.Context with { Time = TimeProvider.System }).Labelling(_sheet.Id);
        var saved = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => Task.Run(() => one.LabelAsync(Id(0), $"P{i}", "no", Cancellation))));
        Assert.Equal([GoldLayer.First, GoldLayer.Second], saved.Select(l => l.Layer).Order());
    }

    private string Id(int index) => _sheet.Items[index].Drawn.Id;

    private string? Next(string annotator) => Labelling.Next(annotator)?.Drawn.Id;

    private Task<GoldLabel> LabelAsync(int index, string annotator, string answer) => Labelling.LabelAsync(Id(index), annotator, answer, Cancellation);

    private Task<GoldLabel> AdjudicateAsync(int index, string answer) => Labelling.AdjudicateAsync(Id(index), "Cleo", answer, Cancellation);

    private static async Task<string> RefusedAsync(Func<Task> action) => (await Assert.ThrowsAsync<WorkspaceException>(action)).Message;
}
