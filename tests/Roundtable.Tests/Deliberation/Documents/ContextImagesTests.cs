using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Orchestration;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Deliberation.Documents;

public sealed class ContextImagesTests : IDisposable
{
    private static readonly byte[] _png = SampleFiles.Images.First().Bytes;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");

    private readonly ScriptedChatClient _sees = new(_ => """{"reasoning":"I see it.","choice":"A"}""");
    private readonly ScriptedChatClient _blind = new(_ => """{"reasoning":"I do not.","choice":"A"}""");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_seat_that_sees_gets_the_images_and_one_that_does_not_is_told_how_many_were_not_shown()
    {
        await using var log = await OpenAsync();
        var session = await RunAsync(log, Plan(), null);
        var (seen, told) = (Assert.Single(_sees.Asked).Messages, Assert.Single(_blind.Asked).Messages);
        Assert.Equal([_png, _png], seen[1].Contents.OfType<DataContent>().Select(d => d.Data.ToArray()));
        Assert.Contains("2 images beside this text, in this order: \"chart.png\", \"map.png\".", seen[1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(told.SelectMany(m => m.Contents), c => c is DataContent);
        Assert.Contains("2 images (\"chart.png\", \"map.png\") belong to the question and were not shown to you.", told[1].Text, StringComparison.Ordinal);
        Assert.Contains("Some notes.", told[1].Text, StringComparison.Ordinal);
        Assert.Equal([true, false], session.Panel.Select(s => s.SeesImages));
    }

    [Fact]
    public async Task The_record_keeps_the_bytes_and_the_digest_of_a_prompt_commits_to_them()
    {
        await using var log = await OpenAsync();
        var plan = Plan();
        await RunAsync(log, plan, null);
        var leaves = await log.ReadAsync(0, Cancellation).ToListAsync(Cancellation);
        var files = leaves.Where(l => l.Leaf.Kind == LeafKind.ContextFile).ToList();
        Assert.Equal(2, files.Count);
        Assert.Equal(_png, await log.ContentAsync(files[0].Leaf.Raw!.Value, Cancellation));
        Assert.Equal("""{"media":"image/png","name":"chart.png"}""", Encoding.UTF8.GetString((await log.ContentAsync(files[0].Leaf.Document!.Value, Cancellation))!));
        var opened = leaves.Single(l => l.Leaf.Kind == LeafKind.SessionOpened);
        Assert.Equal(files.Select(f => f.Index), opened.Leaf.Inputs);
        Assert.True(files[^1].Index < opened.Index);

        var prompts = leaves.Where(l => l.Leaf.Kind == LeafKind.ModelOutput).ToDictionary(l => l.Leaf.Call!, l => l.Leaf.Prompt!.Value, StringComparer.Ordinal);
        using var shown = JsonDocument.Parse((await log.ContentAsync(prompts["r1.s1.k1.a0"], Cancellation))!);
        Assert.Equal(
            $$"""[{"media":"image/png","sha256":"{{Digest.Of(_png)}}"},{"media":"image/png","sha256":"{{Digest.Of(_png)}}"}]""",
            shown.RootElement[1].GetProperty("images").GetRawText());
        using var other = JsonDocument.Parse((await log.ContentAsync(prompts["r1.s2.k1.a0"], Cancellation))!);
        Assert.False(other.RootElement[1].TryGetProperty("images", out _));
    }

    [Fact]
    public async Task A_session_that_goes_on_loads_its_images_from_the_log()
    {
        var plan = Plan();
        await using (var log = await OpenAsync())
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(log, plan, null, stop: true));
        }

        await using var again = await OpenAsync();
        var journal = await CallJournal.LoadAsync(again, plan.Id, Cancellation);
        var document = SessionPlanOf(again);
        Assert.All(document.Question.Context, d => Assert.True(d.Bytes.IsEmpty));
        var session = await RunAsync(again, document, journal);
        Assert.Equal(2, session.Rounds[0].Ballots.Count);
        Assert.Equal([_png, _png], _sees.Asked[^1].Messages[1].Contents.OfType<DataContent>().Select(d => d.Data.ToArray()));
    }

    [Fact]
    public async Task A_seat_is_not_asked_without_an_image_that_was_erased()
    {
        var plan = Plan() with { Question = new Question("Ship it?", ["Yes", "No"], [new ContextDocument("chart.png", "") { Media = "image/png", File = Digest.Of(_png) }]) };
        await using var log = await OpenAsync();
        var session = await RunAsync(log, plan, new CallJournal());
        Assert.Empty(_sees.Asked);
        Assert.Contains("chart.png", Assert.Single(session.Rounds[0].Absences).Reason, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(session.Rounds[0].Ballots).Seat);
    }

    [Fact]
    public async Task The_session_document_keeps_digests_and_reads_back_to_the_same_bytes()
    {
        await using var log = await OpenAsync();
        var session = await RunAsync(log, Plan(), null);
        var bytes = SessionJson.Write(session);
        Assert.Equal(bytes, SessionJson.Write(SessionJson.Read(bytes)));
        Assert.DoesNotContain(Convert.ToBase64String(_png), Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal(Digest.Of(_png), SessionJson.Read(bytes).Question.Context[1].File);
    }

    private static SessionPlan Plan()
    {
        var opened = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        ContextDocument Image(string name) => new(name, "") { Media = "image/png", File = Digest.Of(_png), Bytes = _png };
        return new SessionPlan(
            "session1", opened, new Question("Ship it?", ["Yes", "No"], [new ContextDocument("notes.md", "Some notes."), Image("chart.png"), Image("map.png")]),
            [new Seat(1, "Sees", new ModelCard("test/m1")) { SeesImages = true }, new Seat(2, "Blind", new ModelCard("test/m2")) { SeesImages = false }],
            null, new SessionSettings(false, 1, 1, 7, false, 1, null, 60, 600));
    }

    private async Task<Session> RunAsync(RecordLog log, SessionPlan plan, CallJournal? journal, bool stop = false)
    {
        SeatedModel[] panel = [new(plan.Panel[0], _sees, "test", false), new(plan.Panel[1], _blind, "test", false)];
        Session? session = null;
        await foreach (var e in new Deliberator(log, TimeProvider.System).RunAsync(plan, panel, null, journal, Cancellation))
        {
            if (stop && e is SessionEvent.Opened)
            {
                throw new OperationCanceledException();
            }

            session = (e as SessionEvent.Finished)?.Session ?? session;
        }

        return session!;
    }

    private static SessionPlan SessionPlanOf(RecordLog log)
    {
        var opened = log.ReadAsync(0, Cancellation).ToBlockingEnumerable(Cancellation).Single(l => l.Leaf.Kind == LeafKind.SessionOpened);
        return PlanJson.Read(log.ContentAsync(opened.Leaf.Document!.Value, Cancellation).AsTask().GetAwaiter().GetResult()!);
    }

    private Task<RecordLog> OpenAsync() => RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
}
