using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Gold;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Workspace.Codebooks;
using Roundtable.Workspace;
using Roundtable.Workspace.Codebooks;
using Roundtable.Workspace.Gold;
using Roundtable.Workspace.Gold.Formats;

namespace Roundtable.Tests.Workspace.Gold;

/// <summary>Labels of Label Studio, Argilla and tables come in whole or not at all, and go out so that they come in again as they were.</summary>
public sealed class GoldImportTests : IAsyncLifetime
{
    private static readonly Codebook _codebook = CodebookFile.Read(CodebookFileTests.Tone, "tone.yaml");
    private readonly SampleWorkspace _workspace = new();
    private RecordLog _log = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private GoldService Gold => new(_workspace.Context);

    private GoldImport Import => new(_workspace.Context);

    public async ValueTask InitializeAsync() => _log = await _workspace.OpenLogAsync();

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        _workspace.Dispose();
    }

    [Theory]
    [InlineData(GoldFormat.Rows)]
    [InlineData(GoldFormat.LabelStudio)]
    [InlineData(GoldFormat.Argilla)]
    public async Task What_was_exported_is_imported_as_it_was_with_layers_and_people(GoldFormat format)
    {
        var sheet = await LabelledAsync(_codebook, "positive", "negative", "no");
        var path = _workspace.Write("exported.json", GoldExport.Write(sheet, format, blank: false));
        var imported = await Import.AloneAsync(_log, _codebook, new GoldImportRequest(path), Cancellation);
        Assert.Equal(Labels(sheet), Labels(imported.Sheet));
        Assert.Equal(sheet.Items.Select(i => (i.Drawn.Id, i.Text)), imported.Sheet.Items.Select(i => (i.Drawn.Id, i.Text)));
        Assert.Equal(GoldOrigin.File, imported.Sheet.Gold.Origin);
        Assert.Equal(6, imported.Labels);
    }

    [Theory]
    [InlineData(GoldFormat.LabelStudio)]
    [InlineData(GoldFormat.Argilla)]
    public async Task Scores_and_json_go_out_and_come_in(GoldFormat format)
    {
        var scores = CodebookFile.Read("name: s\ninstructions: How good?\nscores: {min: 1, max: 5}\n", "s.yaml");
        var schema = CodebookFile.Read("name: p\ninstructions: Which?\nschema: {type: object, properties: {part: {type: string}}}\n", "p.yaml");
        foreach (var (codebook, one, two) in new[] { (scores, "4", "2"), (schema, """{"part":"hinge"}""", "{}") })
        {
            var sheet = await LabelledAsync(codebook, one, two, CodebookAnswer.CannotTellText);
            var path = _workspace.Write("exported.json", GoldExport.Write(sheet, format, blank: false));
            Assert.Equal(Labels(sheet), Labels((await Import.AloneAsync(_log, codebook, new GoldImportRequest(path), Cancellation)).Sheet));
        }
    }

    [Fact]
    public async Task Blank_tasks_go_out_without_labels_and_labels_of_them_come_into_their_draw()
    {
        var sheet = await Gold.DrawAsync(_log, new GoldDrawRequest(_codebook, 3), GoldServiceTests.Items(9), Cancellation);
        var blank = GoldExport.Write(sheet, GoldFormat.LabelStudio, blank: true);
        var id = sheet.Items[0].Drawn.Id;
        var labelled = blank.Replace("\"annotations\": []", """
            "annotations": [{"id": 7, "completed_by": 3, "was_cancelled": false, "ground_truth": false, "lead_time": 4.2,
              "result": [{"id": "x", "from_name": "tone", "to_name": "text", "type": "choices", "value": {"choices": ["Positive"]}}]}]
            """, StringComparison.Ordinal);
        var result = await Import.IntoAsync(_log, sheet.Id, new GoldImportRequest(_workspace.Write("tasks.json", labelled)), Cancellation);
        Assert.Equal(3, result.Labels);
        Assert.Equal(("3", "positive"), (result.Sheet.Gold.Labels[0].Annotator, result.Sheet.Gold.Labels[0].Answer.Value));
        Assert.Equal(3, (await Gold.SetAsync(_log, _codebook, Cancellation)).Random(sheet.Gold.Draw!.Plan.Frame.Digest, out _)!.Items.Count);

        // The same once more adds nothing.
        Assert.Equal(0, (await Import.IntoAsync(_log, sheet.Id, new GoldImportRequest(_workspace.Write("tasks.json", labelled)), Cancellation)).Labels);
        Assert.DoesNotContain("annotations\": [{", blank, StringComparison.Ordinal);
        Assert.Contains($"\"id\": \"{id}\"", blank, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"id":1,"data":{"text":"A"},"annotations":[{"completed_by":1,"result":[{"from_name":"t","type":"labels","value":{"start":0,"end":1,"labels":["X"]}}]}]}]""", "task 1: 't' marks spans or regions (labels), which are not supported.")]
    [InlineData("""[{"id":1,"data":{"text":"A"},"annotations":[{"completed_by":1,"result":[{"from_name":"t","type":"choices","value":{"choices":["positive","no"]}}]}]}]""", "task 1: 't' has 2 answers (positive, no); multi-label is not supported.")]
    [InlineData("""[{"id":1,"data":{"text":"A"},"annotations":[{"completed_by":1,"result":[{"from_name":"a","type":"choices","value":{"choices":["no"]}},{"from_name":"b","type":"rating","value":{"rating":3}}]}]}]""", "task 1: it answers several questions (a, b): name one with --question.")]
    [InlineData("""[{"id":1,"data":{"text":"A"},"annotations":[{"completed_by":1,"result":[{"from_name":"b","type":"ellipse","value":{}}]}]}]""", "'b' has the unknown type 'ellipse'")]
    [InlineData("""[{"id":1,"data":{"text":"A"},"annotations":[{"result":[{"from_name":"t","type":"choices","value":{"choices":["no"]}}]}]}]""", "task 1: it does not say who labelled")]
    [InlineData("""{"id":"1","fields":{"text":"A"},"responses":{"t":[{"value":["no"],"user_id":"u"}]}}""", "record 1: 't' has several labels; multi-label is not supported.")]
    [InlineData("""{"id":"1","text":"A","t.responses":[[{"start":0,"end":1,"label":"X"}]],"t.responses.users":["u"]}""", "record 1: 't' marks spans, which are not supported.")]
    [InlineData("""{"id":"1","fields":{"text":"A"},"responses":{"a":[],"b":[]}}""", "record 1: it answers several questions (a, b)")]
    [InlineData("""{"id":"1","text":"A","label":"maybe","annotator":"Ann"}""", "row 1: 'maybe' is none of the codebook's answers")]
    [InlineData("""{"id":"1","text":"A","spans":[],"label":"no","annotator":"Ann"}""", "row 1: several labels or spans for one item are not supported.")]
    [InlineData("""{"id":"1","label":"no","annotator":"Ann"}""", "row 1: it has no text: name the field")]
    [InlineData("""{"id":"1","text":"Terrible service","label":"no","annotator":"Ann"}""", "Gold must not be among the examples")]
    [InlineData("""[{"id":1,"data":{"text":"A"},"annotations":[{"completed_by":1}]}]""", "task 1: a member is missing that the format always has.")]
    [InlineData("not json", "line 1: this is neither a JSON array nor JSON Lines.")]
    public async Task What_does_not_fit_is_refused_with_its_place_and_nothing_is_imported(string file, string expected)
    {
        var refused = await Assert.ThrowsAsync<WorkspaceException>(
            () => Import.AloneAsync(_log, _codebook, new GoldImportRequest(_workspace.Write("tasks.json", file)), Cancellation));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Empty(Gold.List());
        Assert.Equal(0, _log.Size);
    }

    [Fact]
    public async Task Labels_given_with_a_prediction_in_sight_are_not_taken_for_a_random_draw()
    {
        var sheet = await Gold.DrawAsync(_log, new GoldDrawRequest(_codebook, 1), GoldServiceTests.Items(1), Cancellation);
        var path = _workspace.Write("tasks.json", """
            [{"id":"1","data":{"text":"Message number 1"},"annotations":[{"completed_by":1,"result":[{"from_name":"t","type":"choices","value":{"choices":["no"]}}]}],
              "predictions":[{"model_version":"m","result":[]}]}]
            """);
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => Import.IntoAsync(_log, sheet.Id, new GoldImportRequest(path), Cancellation));
        Assert.Contains("people saw a model's prediction", refused.Message, StringComparison.Ordinal);
        Assert.Single((await Import.AloneAsync(_log, _codebook, new GoldImportRequest(path), Cancellation)).Sheet.Gold.Labels);
    }

    [Fact]
    public async Task Skipped_and_discarded_labels_are_left_out_and_counted()
    {
        var path = _workspace.Write("records.jsonl", """
            {"id":"a","text":"One","label.responses":["positive","no"],"label.responses.users":["u1","u2"],"label.responses.status":["submitted","discarded"],"label.suggestion":"no"}
            {"id":"b","text":"Two","label.responses":null,"label.responses.users":null,"label.responses.status":null,"label.suggestion":null}
            """);
        var result = await Import.AloneAsync(_log, _codebook, new GoldImportRequest(path), Cancellation);
        Assert.Equal((1, 1), (result.Labels, result.Unfinished));
        Assert.Equal(2, result.Sheet.Items.Count);
    }

    [Fact]
    public async Task A_table_with_two_people_a_row_each_and_an_adjudication_comes_in()
    {
        var path = _workspace.Write("labels.csv", "id,text,label,annotator,layer\n1,\"Hello, you\",positive,Ann,first\n1,\"Hello, you\",no,Ben,second\n1,\"Hello, you\",no,Cleo,adjudicated\n2,Other,cannot tell,Ann,\n");
        var sheet = (await Import.AloneAsync(_log, _codebook, new GoldImportRequest(path), Cancellation)).Sheet;
        Assert.Equal(["no", null], sheet.Gold.Verdicts().Select(v => v.Answer?.Value));
        Assert.Equal(4, sheet.Gold.Labels.Count);
    }

    [Fact]
    public async Task Other_columns_are_named_and_the_short_form_of_label_studio_is_read()
    {
        var csv = _workspace.Write("reviews.csv", "reviewText,sentiment\nGood value,Positive\nA waste of money,Negative\n");
        var request = new GoldImportRequest(csv) { Question = "sentiment", TextColumn = "reviewText", Annotator = "Ann" };
        Assert.Equal(["positive", "negative"], (await Import.AloneAsync(_log, _codebook, request, Cancellation)).Sheet.Gold.Labels.Select(l => l.Answer.Value));
        var json = _workspace.Write(
            "short.json", """[{"id":5,"title":"T","body":"One","tone":"no","annotator":2,"annotation_id":9},{"id":5,"title":"T","body":"One","tone":"positive","annotator":3,"annotation_id":11},{"id":6,"title":"T","body":"Two","annotator":2,"annotation_id":10}]""");
        var result = await Import.AloneAsync(_log, _codebook, new GoldImportRequest(json) { Question = "tone", TextColumn = "body" }, Cancellation);
        Assert.Equal((2, 1, "2"), (result.Labels, result.Unfinished, result.Sheet.Gold.Labels[0].Annotator));
    }

    [Fact]
    public async Task A_third_label_and_an_item_of_elsewhere_are_refused_together()
    {
        var sheet = await Gold.DrawAsync(_log, new GoldDrawRequest(_codebook, 2), GoldServiceTests.Items(2), Cancellation);
        var path = _workspace.Write("labels.jsonl", """
            {"id":"1","label":"no","annotator":"Ann"}
            {"id":"1","label":"no","annotator":"Ben"}
            {"id":"1","label":"no","annotator":"Cleo"}
            """);
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => Import.IntoAsync(_log, sheet.Id, new GoldImportRequest(path), Cancellation));
        Assert.Contains("labels of two people already", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Gold.Open(sheet.Id).Gold.Labels);
        path = _workspace.Write("labels.jsonl", """{"id":"77","label":"no","annotator":"Ann"}""");
        refused = await Assert.ThrowsAsync<WorkspaceException>(() => Import.IntoAsync(_log, sheet.Id, new GoldImportRequest(path), Cancellation));
        Assert.Contains("has no item with this id or text", refused.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<(string, string, GoldLayer, string)> Labels(StoredSheet sheet) =>
        sheet.Gold.Labels.Select(l => (l.Item, l.Annotator, l.Layer, l.Answer.ToString())).Order();

    /// <summary>Three items: two people agree on the first, differ on the second, which is adjudicated; the third has one label.</summary>
    private async Task<StoredSheet> LabelledAsync(Codebook codebook, string one, string two, string three)
    {
        var sheet = await Gold.DrawAsync(_log, new GoldDrawRequest(codebook, 3), GoldServiceTests.Items(20), Cancellation);
        var labelling = Gold.Labelling(sheet.Id);
        var ids = sheet.Items.Select(i => i.Drawn.Id).ToList();
        await labelling.LabelAsync(ids[0], "Ann, A.", one, Cancellation);
        await labelling.LabelAsync(ids[0], "Ben", one, Cancellation);
        await labelling.LabelAsync(ids[1], "Ann, A.", one, Cancellation);
        await labelling.LabelAsync(ids[1], "Ben", two, Cancellation);
        await labelling.AdjudicateAsync(ids[1], "Cleo", two, Cancellation);
        await labelling.LabelAsync(ids[2], "Ann, A.", three, Cancellation);
        return Gold.Open(sheet.Id);
    }
}
