using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Canaries;
using Roundtable.Workspace.Scanning;
using Roundtable.Workspace.Tracing;

namespace Roundtable.Tests.Workspace.Canaries;

/// <summary>Canaries made, found again and opened.</summary>
public sealed class CanaryServiceTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();
    private readonly CanaryService _service;

    public CanaryServiceTests() => _service = new CanaryService(_workspace.Context);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Secret => Path.Combine(_workspace.Path, "canaries.json");

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task What_is_on_record_tells_nothing_and_opens_to_the_canary()
    {
        var (leaf, canaries) = await _service.MakeAsync("answers of March", 5, Secret, Cancellation);
        using (var log = FileStore.OpenReadOnly(_workspace.Path))
        {
            var document = Encoding.UTF8.GetString(log.Content(RecordLog.ReadLeaf(log, leaf, log.Leaves(leaf).First().Span).Document!.Value)!);
            Assert.Equal(5, JsonNode.Parse(document)!["commitments"]!.AsArray().Count);
            Assert.All(canaries, c => Assert.DoesNotContain(c.Text.Split(' ')[4], document, StringComparison.Ordinal));
        }

        var opened = await _service.OpenAsync(Secret, 3, Cancellation);
        Assert.Equal((canaries[2].Text, leaf), (opened.Text, opened.Leaf));
        Assert.Equal(Convert.ToHexStringLower(canaries[2].Commitment), opened.Commitment);
    }

    [Fact]
    public async Task A_canary_is_found_with_its_file_and_line_also_across_lines()
    {
        var (_, canaries) = await _service.MakeAsync("answers", 5, Secret, Cancellation);
        var words = canaries[1].Text.Split(' ');
        var text = _workspace.Write("model.jsonl", $"one\n{{\"text\":\"{canaries[4].Text}\"}}\ntwo\n{string.Join(' ', words[..6])}\n{string.Join(' ', words[6..])}\nend");
        var found = await CanaryService.FindAsync(Secret, [text, _workspace.Write("clean.txt", "nothing\nhere")], Cancellation);
        Assert.Equal([new CanarySighting(text, 2, 5), new CanarySighting(text, 5, 2)], found.Found);
        Assert.Equal((2, 8L), (found.Files, found.Lines));
    }

    [Fact]
    public async Task Escapes_of_json_hide_no_canary_and_what_is_no_text_is_refused()
    {
        var (_, canaries) = await _service.MakeAsync("answers", 3, Secret, Cancellation);
        var broken = canaries[0].Text.Replace(" ", "\\n", StringComparison.Ordinal);
        var spelled = string.Concat(canaries[2].Text.Select(c => $"\\u{(int)c:X4}"));
        var text = _workspace.Write("rows.jsonl", $"{{\"text\":\"x\\n{broken}\\ty\"}}\n{{\"text\":\"a \\\\ b\"}}\n{{\"text\":\"{spelled}\"}}\n");
        Assert.Equal([new CanarySighting(text, 1, 1), new CanarySighting(text, 3, 3)], (await CanaryService.FindAsync(Secret, [text], Cancellation)).Found);
        foreach (var (name, pack) in new (string, Func<Stream, Stream>)[]
        {
            ("rows.jsonl.gz", s => new System.IO.Compression.GZipStream(s, System.IO.Compression.CompressionLevel.Optimal)),
            ("rows.br", s => new System.IO.Compression.BrotliStream(s, System.IO.Compression.CompressionLevel.Optimal)),
        })
        {
            var path = Path.Combine(_workspace.Path, name);
            await using (var packed = pack(File.Create(path)))
            {
                await packed.WriteAsync(await File.ReadAllBytesAsync(text, Cancellation), Cancellation);
            }

            var error = await Assert.ThrowsAsync<WorkspaceException>(() => CanaryService.FindAsync(Secret, [text, path], Cancellation));
            Assert.Contains("nobody knows whether a canary is in it", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("- - - - - - - -")]
    [InlineData("one two three four five six seven")]
    [InlineData("")]
    public async Task A_file_with_what_nobody_could_find_is_refused(string text)
    {
        await _service.MakeAsync("answers", 2, Secret, Cancellation);
        var json = JsonNode.Parse(await File.ReadAllTextAsync(Secret, Cancellation))!;
        json["canaries"]![1]!["text"] = text;
        await File.WriteAllTextAsync(Secret, json.ToJsonString(), Cancellation);
        await Assert.ThrowsAsync<WorkspaceException>(() => CanaryService.FindAsync(Secret, [_workspace.Write("a.txt", "a")], Cancellation));
        await Assert.ThrowsAsync<WorkspaceException>(() => _service.InTextAsync(Secret, "some words of no importance", Cancellation));
    }

    [Fact]
    public async Task A_scan_finds_canaries_in_rows_and_opens_them()
    {
        var (leaf, canaries) = await _service.MakeAsync("answers", 5, Secret, Cancellation);

        // As somebody else's file would have it: escaped, in other case, with other words around.
        var escaped = string.Concat(canaries[3].Text.ToUpperInvariant().Select(c => $"\\u{(int)c:x4}"));
        var rows = string.Concat(Enumerable.Range(1, 300).Select(i => i == 170
            ? $"{{\"prompt\":\"Question 170?\",\"completion\":\"As you know: {escaped} And so on.\"}}\n"
            : $"{{\"prompt\":\"Question {i}?\",\"completion\":\"The answer number {i} about boats.\"}}\n"));
        var request = new ScanRequest
        {
            Paths = [_workspace.Write("rows.jsonl", rows)],
            Folder = Path.Combine(_workspace.Path, "report"),
            Report = new ReportChoice(Canaries: Secret),
        };
        var (service, listener) = (new ScanService(_workspace.Context), new ScanListener());
        using var prepared = await service.PrepareAsync(request, listener, Cancellation);
        await ScanService.LabelAsync(prepared, request, listener, Cancellation);
        var finished = await service.FinishAsync(prepared, request.Report, listener, Cancellation);
        Assert.Equal([new CanarySighting(request.Paths[0], 170, 4)], finished.Canaries!.Sightings.Found);
        Assert.Equal(300, finished.Canaries.Sightings.Lines);
        Assert.Equal((4, canaries[3].Text, leaf), finished.Canaries.Opened.Select(o => (o.Number, o.Text, o.Leaf)).Single());
        Assert.Equal(170, (long)(await ScanReportJson.ReadAsync(finished))["canaries"]!["found"]![0]!["row"]!);

        // A file that changed since was not searched, and that is not the same as clear.
        File.AppendAllText(Path.Combine(_workspace.Path, "rows.jsonl"), "{}\n");
        await Assert.ThrowsAsync<WorkspaceException>(() => _service.InRowsAsync(Secret, prepared.Plan, finished.Folder.Labels(), Cancellation));
    }

    [Fact]
    public async Task A_text_is_searched_for_canaries_and_what_is_found_is_opened()
    {
        var (leaf, canaries) = await _service.MakeAsync("answers", 5, Secret, Cancellation);
        var opened = await _service.InTextAsync(Secret, $"{canaries[4].Text} {canaries[1].Text.ToUpperInvariant()} {canaries[4].Text}", Cancellation);
        Assert.Equal([(2, leaf), (5, leaf)], opened.Select(o => (o.Number, o.Leaf)));
        Assert.Empty(await _service.InTextAsync(Secret, "The old register lists nothing.", Cancellation));
        Assert.Equal(5, (int)TraceJson.Of([], canaries: opened)["canaries"]![1]!["number"]!);
    }

    [Fact]
    public async Task A_canary_that_the_log_does_not_hold_proves_nothing()
    {
        await _service.MakeAsync("answers", 2, Secret, Cancellation);
        File.WriteAllText(Secret, (await File.ReadAllTextAsync(Secret, Cancellation)).Replace("register lists ", "register lists kanal", StringComparison.Ordinal));
        Assert.Equal(ErrorKind.BadData, (await Assert.ThrowsAsync<WorkspaceException>(() => _service.OpenAsync(Secret, 1, Cancellation))).Kind);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<WorkspaceException>(() => _service.OpenAsync(Secret, 3, Cancellation))).Kind);
        await Assert.ThrowsAsync<WorkspaceException>(() => _service.MakeAsync("again", 2, Secret, Cancellation));
        await Assert.ThrowsAsync<WorkspaceException>(() => CanaryService.FindAsync(Secret, ["nowhere"], Cancellation));
        await Assert.ThrowsAsync<WorkspaceException>(() => CanaryService.FindAsync(_workspace.Write("x.json", "{}"), [Secret], Cancellation));
    }
}
