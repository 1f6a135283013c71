using System.Text.Json.Nodes;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Scanning;
using Roundtable.Workspace.Tracing;

namespace Roundtable.Tests.Workspace.Tracing;

public sealed class TraceServiceTests : IDisposable
{
    private const string Sentence = "The harbour at Whitby was quiet that morning, and the herring boats lay two deep along the quay while gulls argued overhead.";

    private readonly SampleWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_text_is_found_in_a_file_with_its_row_and_how_many_texts_were_looked_at()
    {
        var file = _workspace.Write(
            "rows.jsonl",
            string.Join('\n', ((string[])["Nothing of the kind is said here, nor anything near it.", Sentence]).Select(t => new JsonObject { ["text"] = t }.ToJsonString())));
        var found = await FindAsync(Sentence, file);
        var place = Assert.Single(found.SelectMany(f => f.Places));
        Assert.True(place.Hit.IsEqual);
        Assert.Null(place.Session);
        var json = TraceJson.Of(found);
        Assert.Equal(2, found.Sum(f => f.Texts));
        Assert.Equal(found.Count, json["looked"]!.AsArray().Count);
        Assert.Equal((2, true), ((long)json["found"]![0]!["row"]!, (bool)json["found"]![0]!["equal"]!));
        Assert.Null(json["found"]![0]!["leaf"]);

        var none = await FindAsync("Quite another sentence about the price of copper in the autumn of that year, at some length.", file);
        Assert.Empty(none.SelectMany(f => f.Places));
        Assert.Equal(2, none.Sum(f => f.Texts));
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData(" \n", 5)]
    [InlineData(Sentence, 0)]
    [InlineData(Sentence, 1001)]
    public async Task What_cannot_be_searched_for_is_refused(string text, int max)
    {
        var error = await Assert.ThrowsAsync<WorkspaceException>(() => new TraceService(_workspace.Context).FindAsync(
            text, [], max, new ScanListener(), TestContext.Current.CancellationToken));
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_no_empty_collection()
    {
        var error = await Assert.ThrowsAsync<WorkspaceException>(() => FindAsync(Sentence, Path.Combine(_workspace.Path, "none.jsonl")));
        Assert.Equal(ErrorKind.NotFound, error.Kind);
    }

    private Task<IReadOnlyList<TracedCollection>> FindAsync(string text, string against) =>
        new TraceService(_workspace.Context).FindAsync(text, [against], 5, new ScanListener(), TestContext.Current.CancellationToken);
}
