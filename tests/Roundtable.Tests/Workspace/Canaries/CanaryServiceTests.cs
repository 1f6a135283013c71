using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Canaries;

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
