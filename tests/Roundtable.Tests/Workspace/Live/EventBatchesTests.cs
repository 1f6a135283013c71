using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Live;

namespace Roundtable.Tests.Workspace.Live;

public sealed class EventBatchesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Words_of_a_moment_are_put_together_and_nothing_changes_its_order()
    {
        SessionEvent[] told =
        [
            new SessionEvent.RoundStarted(1, [1, 2]),
            new SessionEvent.ReasoningDelta(1, 1, 1, "One "), new SessionEvent.ReasoningDelta(1, 2, 1, "Un "), new SessionEvent.ReasoningDelta(1, 1, 1, "two "),
            new SessionEvent.Retrying(1, 1, 1, "It was cut."),
            new SessionEvent.ReasoningDelta(1, 1, 1, "three"), new SessionEvent.ReasoningDelta(1, 2, 1, "deux"),
            new SessionEvent.Stopped("Enough.", true),
        ];
        var batches = await EventBatches.ByMomentsAsync(told.ToAsyncEnumerable(), TimeProvider.System, Cancellation).ToListAsync(Cancellation);
        var events = batches.SelectMany(b => b).ToList();
        Assert.Equal("One two ", string.Concat(events.TakeWhile(e => e is not SessionEvent.Retrying).OfType<SessionEvent.ReasoningDelta>().Where(h => h.Seat == 1).Select(h => h.Text)));
        Assert.Equal("three", string.Concat(events.SkipWhile(e => e is not SessionEvent.Retrying).OfType<SessionEvent.ReasoningDelta>().Where(h => h.Seat == 1).Select(h => h.Text)));
        Assert.Equal("Un deux", string.Concat(events.OfType<SessionEvent.ReasoningDelta>().Where(h => h.Seat == 2).Select(h => h.Text)));
        Assert.IsType<SessionEvent.RoundStarted>(events[0]);
        Assert.IsType<SessionEvent.Stopped>(events[^1]);
    }

    [Fact]
    public async Task What_goes_wrong_is_thrown_after_what_was_told_before()
    {
        List<SessionEvent> heard = [];
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var batch in EventBatches.ByMomentsAsync(BrokenAsync(), TimeProvider.System, Cancellation))
            {
                heard.AddRange(batch);
            }
        });
        Assert.Single(heard);
    }

    private static async IAsyncEnumerable<SessionEvent> BrokenAsync()
    {
        await Task.Yield();
        yield return new SessionEvent.RoundStarted(1, [1]);
        throw new InvalidDataException("Broken.");
    }
}
