using Roundtable.Record.Checkpoints;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Record.Verifying;
using Roundtable.Record.Witnesses;

namespace Roundtable.Record.Following;

/// <summary>
/// Follows somebody else's log: mirrors it, verifies that each state goes on from the last one, and compares what others were shown (C2SP tlog-tiles; the
/// monitor of RFC 9162, section 8.2). It believes nothing but the given keys.
/// </summary>
/// <param name="log">What is kept of it.</param>
/// <param name="keys">The log's keys; at least one, all of one origin.</param>
/// <param name="policy">The required witnesses; null for none.</param>
/// <param name="time">The clock.</param>
public sealed class LogFollower(FollowedLog log, IReadOnlyList<VerifierKey> keys, TrustPolicy? policy, TimeProvider time)
{
    /// <summary>
    /// How long a log may show fewer leaves than somebody else saw: a witness cosigns, and a mirror fetches, moments before or after all others can.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly LogMirror _mirror = new(log, keys, policy);

    /// <summary>Fetches what the log shows now, verifies that it goes on from what is kept, and keeps it.</summary>
    /// <param name="source">The log's address, as it is told.</param>
    /// <param name="shown">What it shows.</param>
    /// <param name="cancellation">Stops; what is kept stays as it was.</param>
    /// <exception cref="IOException">When what is kept cannot be read or written.</exception>
    public FollowStep Advance(string source, ILogResources shown, CancellationToken cancellation)
    {
        log.Begin(keys);
        SeenCheckpoint now;
        try
        {
            now = new SeenCheckpoint(source, time.GetUtcNow(), TreeVerifier.ReadCheckpoint(shown, keys));
        }
        catch (DamagedLogException e)
        {
            return new FollowStep.Unverified($"{source}: {e.Problem}.", IsReached: true);
        }
        catch (IOException e)
        {
            return new FollowStep.Unverified($"{source} could not be read: {e.Message}", IsReached: false);
        }

        log.Keep(now);
        try
        {
            var kept = log.Kept() is { } signed ? Shown(signed, source) : null;
            if (kept is not null && Contradiction(kept, now, shown) is { } view)
            {
                log.Raise(view);
                return new FollowStep.Split(view);
            }

            if (policy?.IsCosigned(now.Published.Note) == false)
            {
                return new FollowStep.Unverified($"{source}: the checkpoint {TrustPolicy.Shortfall}.", IsReached: true);
            }

            _mirror.Take(kept?.Checkpoint, now, shown, cancellation);
            return Reconsider(kept?.Checkpoint.Size ?? 0, now) is { } late ? new FollowStep.Split(late)
                : new FollowStep.Advanced(kept?.Checkpoint.Size ?? 0, now.Checkpoint);
        }
        catch (DamagedLogException e)
        {
            return new FollowStep.Unverified($"{source} shows a log that does not verify. {e.Message}", IsReached: true);
        }
        catch (FetchException e)
        {
            return new FollowStep.Unverified($"{source} could not be read: {e.Message}", IsReached: false);
        }
    }

    /// <summary>Compares a checkpoint that somebody else was shown with what is kept, and keeps it too. A contradiction is kept as the alarm.</summary>
    /// <param name="source">Who showed it.</param>
    /// <param name="checkpoint">Its bytes.</param>
    /// <exception cref="IOException">When what is kept cannot be read or written.</exception>
    /// <exception cref="DamagedLogException">When what is kept is damaged.</exception>
    public Comparison Compare(string source, ReadOnlySpan<byte> checkpoint)
    {
        SignedCheckpoint signed;
        try
        {
            signed = SignedCheckpoint.Parse(checkpoint);
        }
        catch (FormatException e)
        {
            return new Comparison.Foreign(e.Message.TrimEnd('.'));
        }

        if (keys.All(k => k.Name != signed.Checkpoint.Origin))
        {
            return new Comparison.Foreign($"it is a checkpoint of {signed.Checkpoint.Origin}, another log");
        }

        if (!keys.Any(k => k.Name == signed.Checkpoint.Origin && signed.Note.IsSignedBy(k)))
        {
            return new Comparison.Foreign("it is not signed by the log's key");
        }

        log.Begin(keys);
        var seen = new SeenCheckpoint(source, time.GetUtcNow(), signed);
        log.Keep(seen);
        var comparison = Judge(seen);
        if (comparison is Comparison.Splits split)
        {
            log.Raise(split.View);
        }

        return comparison;
    }

    /// <summary>
    /// The first checkpoint that somebody else was shown longer than <see cref="Patience"/> ago and the log has still not got to; it is kept as the alarm.
    /// Null where there is none.
    /// </summary>
    /// <param name="source">The log's address, as it is told.</param>
    /// <exception cref="IOException">When what is kept cannot be read or written.</exception>
    public SplitView? Withheld(string source)
    {
        var until = time.GetUtcNow() - Patience;
        if (log.Kept() is not { } kept
            || log.Seen().FirstOrDefault(s => s.Source != source && s.Checkpoint.Size > kept.Checkpoint.Size && s.At <= until) is not { } seen)
        {
            return null;
        }

        var view = new SplitView(SplitKind.Withheld, seen, Shown(kept, source));
        log.Raise(view);
        return view;
    }

    private Comparison Judge(SeenCheckpoint seen)
    {
        if (log.Kept() is not { } signed || seen.Checkpoint.Size > signed.Checkpoint.Size)
        {
            return Rival(seen) is { } rival ? new Comparison.Splits(new SplitView(SplitKind.Forked, rival, seen)) : new Comparison.Newer(seen);
        }

        if (log.RootAt(seen.Checkpoint.Size) == seen.Checkpoint.Root)
        {
            return new Comparison.Agrees(seen);
        }

        // The same size is the plainest proof: two signatures that nobody needs a tree to compare.
        var own = Rival(seen) ?? Shown(signed, "the log");
        return new Comparison.Splits(own.Checkpoint.Size == seen.Checkpoint.Size
            ? new SplitView(SplitKind.Forked, own, seen)
            : new SplitView(SplitKind.Rewritten, seen, own));
    }

    /// <summary>A checkpoint of the same size and another root that somebody showed; null if there is none.</summary>
    private SeenCheckpoint? Rival(SeenCheckpoint seen) =>
        log.Seen().FirstOrDefault(s => s.Checkpoint.Size == seen.Checkpoint.Size && s.Checkpoint.Root != seen.Checkpoint.Root);

    /// <summary>The kept checkpoint, with who showed it and when.</summary>
    private SeenCheckpoint Shown(SignedCheckpoint kept, string source) =>
        log.Seen().FirstOrDefault(s => s.Checkpoint == kept.Checkpoint) ?? new SeenCheckpoint(source, time.GetUtcNow(), kept);

    /// <summary>Compares the checkpoints of others that speak of leaves which were not kept before.</summary>
    private SplitView? Reconsider(long before, SeenCheckpoint now)
    {
        var waiting = log.Seen().Where(s => s.Checkpoint.Size > before && s.Checkpoint.Size <= now.Checkpoint.Size);
        var view = waiting.Select(Judge).OfType<Comparison.Splits>().FirstOrDefault()?.View;
        if (view is not null)
        {
            log.Raise(view);
        }

        return view;
    }

    /// <summary>How what the log shows now contradicts what is kept; null where a proof leads from the one to the other.</summary>
    /// <exception cref="DamagedLogException">When its tiles prove neither.</exception>
    private SplitView? Contradiction(SeenCheckpoint kept, SeenCheckpoint now, ILogResources shown)
    {
        var (old, fresh) = (kept.Checkpoint, now.Checkpoint);
        if (fresh.Size <= old.Size)
        {
            return log.RootAt(fresh.Size) != fresh.Root
                    ? fresh.Size == old.Size ? new SplitView(SplitKind.Forked, kept, now) : new SplitView(SplitKind.Rewritten, now, kept)
                : fresh.Size < old.Size ? new SplitView(SplitKind.RolledBack, kept, now)
                : null;
        }

        if (old.Size == 0)
        {
            return null;
        }

        try
        {
            var begins = TileTree.Load(fresh.Size, path => LogMirror.Fetch(shown, path)).RootAt(old.Size, fresh.Root);
            return begins == old.Root ? null : new SplitView(SplitKind.Rewritten, kept, now);
        }
        catch (FormatException e)
        {
            throw new DamagedLogException(ILogResources.Checkpoint, null, null, e.Message.TrimEnd('.'));
        }
    }
}
