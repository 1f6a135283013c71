using Roundtable.Annotation.Codebooks;
using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Workspace.Codebooks;
using Roundtable.Workspace;
using Roundtable.Workspace.Codebooks;
using Roundtable.Workspace.Gold;

namespace Roundtable.Tests.Workspace.Gold;

/// <summary>A panel's labels are queued by what a person's label would change.</summary>
public sealed class GoldQueueFileTests : IDisposable
{
    private static readonly Codebook _codebook = CodebookFile.Read(CodebookFileTests.Tone, "tone.yaml");
    private readonly SampleWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void What_the_panel_does_not_know_comes_first_and_what_people_labelled_is_left_out()
    {
        var path = _workspace.Write("labels.jsonl", """
            {"id":"sure","text":"One","label":"no","probability":0.98}
            {"id":"unsure","text":"Two","label":"positive","probability":0.4}
            {"id":"none","text":"Three","label":null,"probability":null}
            {"id":"known","text":"Four","label":"no","probability":0.35}
            {"id":"twice","text":"Five","label":"no","probability":0.8}
            {"id":"again","text":"five!","label":"no","probability":0.8}
            """);
        var known = new HashSet<Digest> { new TextKeys().Of("Four") };
        var queue = GoldQueueFile.Read(path, _codebook, known, size: 10);
        Assert.Equal(["none", "unsure", "twice", "sure"], queue.Select(q => q.Item.Id));
        Assert.Null(queue[0].Panel);
        Assert.Equal(("positive", 0.4), (queue[1].Panel!.Answer.Value, queue[1].Panel!.Probability));
        Assert.Equal(["none", "unsure"], GoldQueueFile.Read(path, _codebook, known, size: 2).Select(q => q.Item.Id));
    }

    [Theory]
    [InlineData("""{"id":"1","label":"no"}""", "row 1: it has no 'text'.")]
    [InlineData("""{"id":"1","text":"A","label":"maybe"}""", "row 1: 'maybe' is none of the codebook's answers.")]
    [InlineData("""{"id":"1","text":"A","label":"no","probability":1.5}""", "row 1: the probability '1.5' is not a number from 0 to 1.")]
    public void What_is_no_label_of_the_codebook_is_refused_with_its_place(string row, string expected) => Assert.Contains(
        expected,
        Assert.Throws<WorkspaceException>(() => GoldQueueFile.Read(_workspace.Write("labels.jsonl", row), _codebook, new HashSet<Digest>(), 1)).Message,
        StringComparison.Ordinal);
}
