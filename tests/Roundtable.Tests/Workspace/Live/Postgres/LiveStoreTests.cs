using Microsoft.Extensions.Logging.Abstractions;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Tests.Workspace.Postgres;
using Roundtable.Workspace.Live;
using Roundtable.Workspace.Live.Postgres;
using Roundtable.Workspace.Postgres;

namespace Roundtable.Tests.Workspace.Live.Postgres;

/// <summary>Both ways to keep live sessions keep to the same contract.</summary>
public sealed class LiveStoreTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private const string Session = "0123456789abcd";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_server_at_a_time_runs_a_session_and_none_once_it_has_ended(bool database)
    {
        await using var place = await Place.MakeAsync(database, postgres);
        var (first, second) = (place.Store, place.Again);
        Assert.Null(await first.ClaimAsync(Session, Cancellation));
        var claim = await first.BeginAsync(Session, Cancellation);
        Assert.NotNull(claim);
        Assert.Null(await second.BeginAsync(Session, Cancellation));
        Assert.Null(await second.ClaimAsync(Session, Cancellation));
        Assert.Equal([Session], await second.UnfinishedAsync(Cancellation));
        await claim.DisposeAsync();

        // Given back without having ended, it is for whoever comes next.
        var next = await second.ClaimAsync(Session, Cancellation);
        Assert.NotNull(next);
        await next.TellAsync([new SessionEvent.RoundStarted(1, [1])], Cancellation);
        await second.EndAsync(Session, Cancellation);
        await next.DisposeAsync();
        Assert.Null(await first.ClaimAsync(Session, Cancellation));
        Assert.Empty(await first.UnfinishedAsync(Cancellation));

        // Those who come late still hear what was told, until it is erased.
        Assert.Equal(["round-started"], await HeardAsync(second, null));
        await second.EraseAsync(Session, Cancellation);
        Assert.Null(await second.WatchAsync(Session, null, Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reader_goes_on_where_it_was_and_words_are_told_once(bool database)
    {
        await using var place = await Place.MakeAsync(database, postgres);
        var store = place.Store;
        var claim = (await store.BeginAsync(Session, Cancellation))!;
        await claim.TellAsync([new SessionEvent.RoundStarted(1, [1, 2]), new SessionEvent.ReasoningDelta(1, 1, 1, "Some "), new SessionEvent.ReasoningDelta(1, 2, 1, "Other ")], Cancellation);
        await using var reader = (await place.Again.WatchAsync(Session, null, Cancellation))!.GetAsyncEnumerator(Cancellation);
        await reader.MoveNextAsync();
        var seen = reader.Current.ToList();
        Assert.Equal([1, 2, 3], seen.Select(e => e.Id.Number));

        await claim.TellAsync([new SessionEvent.BallotCast(Ballot(1)), new SessionEvent.RoundStarted(2, [1, 2])], Cancellation);
        List<LiveEvent> more = [];
        while (more.Count < 2)
        {
            await reader.MoveNextAsync();
            more.AddRange(reader.Current);
        }

        Assert.Equal(["ballot-cast", "round-started"], more.Select(e => SessionEventJson.Name(e.Event)));
        await store.EndAsync(Session, Cancellation);
        await claim.DisposeAsync();
        Assert.False(await reader.MoveNextAsync());

        // The first seat's words went with its ballot; the other's, which had none, stay.
        Assert.Equal(["round-started", "reasoning-delta", "ballot-cast", "round-started"], await HeardAsync(store, null));
        Assert.Equal(["ballot-cast", "round-started"], await HeardAsync(store, seen[^1].Id));
        Assert.Equal(4, (await HeardAsync(store, new LiveId("another", 2))).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_runs_a_session_hears_that_it_should_stop(bool database)
    {
        await using var place = await Place.MakeAsync(database, postgres);
        var claim = (await place.Store.BeginAsync(Session, Cancellation))!;
        var stopped = new TaskCompletionSource();
        claim.Cancelled.Register(() => stopped.SetResult());
        Assert.False(claim.Cancelled.IsCancellationRequested);

        // The server that runs it may not listen yet.
        while (!stopped.Task.IsCompleted)
        {
            await place.Again.CancelAsync(Session, Cancellation);
            await Task.WhenAny(stopped.Task, Task.Delay(50, Cancellation));
        }

        await claim.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_key_is_tied_to_the_first_session(bool database)
    {
        await using var place = await Place.MakeAsync(database, postgres);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => place.Store.RememberAsync("Ann\nkey", "digest", $"session{i}", Cancellation))));
        var first = Assert.Single(answers.Distinct());
        Assert.Equal(first, await place.Again.RememberAsync("Ann\nkey", "another", "session99", Cancellation));
        Assert.Equal(("digest", "session99"), await place.Again.RememberAsync("Bob\nkey", "digest", "session99", Cancellation));
        await place.Store.ForgetAsync("Ann\nkey", Cancellation);
        Assert.Equal(("another", "session5"), await place.Again.RememberAsync("Ann\nkey", "another", "session5", Cancellation));
    }

    private static Ballot Ballot(int seat) => new(1, seat, 1, new Choice.Vote(0), "Because.", "{}", new Receipt(seat, Digest.Of([1]), Digest.Of([2])));

    private static async Task<List<string>> HeardAsync(ILiveStore store, LiveId? after)
    {
        List<string> names = [];
        await foreach (var batch in (await store.WatchAsync(Session, after, Cancellation))!)
        {
            names.AddRange(batch.Select(e => SessionEventJson.Name(e.Event)));
        }

        return names;
    }

    /// <summary>A store as two servers see it; with memory there is one server only.</summary>
    private sealed class Place(ILiveStore store, ILiveStore again, DirectoryInfo? directory) : IAsyncDisposable
    {
        public ILiveStore Store => store;

        public ILiveStore Again => again;

        public static async Task<Place> MakeAsync(bool database, PostgresServer postgres)
        {
            if (!database)
            {
                var directory = Directory.CreateTempSubdirectory("roundtable-live-");
                var memory = new LiveMemory(directory.FullName, TimeProvider.System, NullLogger<LiveMemory>.Instance);
                return new Place(memory, memory, directory);
            }

            var address = PostgresAddress.Parse(await postgres.NewDatabaseAsync());
            return new Place(new PostgresLive(address, TimeProvider.System, NullLogger<PostgresLive>.Instance), new PostgresLive(address, TimeProvider.System, NullLogger<PostgresLive>.Instance), null);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var one in new[] { store, again }.OfType<IAsyncDisposable>())
            {
                await one.DisposeAsync();
            }

            directory?.Delete(recursive: true);
        }
    }
}
