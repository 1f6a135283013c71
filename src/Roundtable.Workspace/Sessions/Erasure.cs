using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Sessions;

/// <summary>Erases what was said in a session. The leaves stay: the log goes on proving that something was said, and when.</summary>
public static class Erasure
{
    /// <summary>What an erasure does not reach, for whoever asked for it: a text that is translated where it is shown.</summary>
    public static string NotReached { get; } = TLater(
        "Not reached: files that it was exported to, saved copies of shared pages; sets, students, scan reports, reference collections, benches and "
        + "disclosures made from it; runs and other sessions with the same texts; exchanges of the gateway that carried it; backups.");

    /// <summary>
    /// The contents that leaves of this session name and no other leaf does, in ordinal order; with them those of a transcript that it was
    /// imported from, unless another session rests on it too.
    /// </summary>
    public static async Task<IReadOnlyList<Digest>> OwnAsync(RecordLog log, string session, CancellationToken cancellation)
    {
        var own = new HashSet<Digest>();
        var shared = new HashSet<Digest>();
        Dictionary<long, Leaf> transcripts = [];
        Dictionary<string, HashSet<long>> inputs = new(StringComparer.Ordinal);
        await foreach (var logged in log.ReadAsync(0, cancellation))
        {
            // A deletion's own document says what is missing, and must stay; an earlier one may not have been carried out to the end.
            var ofSession = string.Equals(logged.Leaf.Session, session, StringComparison.Ordinal);
            if (ofSession && logged.Leaf is { Kind: LeafKind.Deletion, Document: { } list } && await log.ContentAsync(list, cancellation) is { } named)
            {
                own.UnionWith(JsonNode.Parse(named)!.AsArray().Select(d => Digest.Parse((string)d!)));
            }

            if (logged.Leaf.Kind == LeafKind.ExternalTranscript)
            {
                transcripts[logged.Index] = logged.Leaf;
                continue;
            }

            if (logged.Leaf is { Kind: LeafKind.SessionClosed, Session: { } closed })
            {
                inputs.TryAdd(closed, []);
                inputs[closed].UnionWith(logged.Leaf.Inputs);
            }
            else if (logged.Leaf is { Kind: LeafKind.Deletion, Session: { } deleted } && !ofSession)
            {
                inputs.Remove(deleted);
            }

            var mine = ofSession && logged.Leaf.Kind != LeafKind.Deletion;
            (mine ? own : shared).UnionWith(logged.Leaf.Contents().Select(c => c.Digest));
        }

        var rests = inputs.GetValueOrDefault(session) ?? [];
        foreach (var (index, leaf) in transcripts)
        {
            var mine = rests.Contains(index) && !inputs.Any(i => i.Key != session && i.Value.Contains(index));
            (mine ? own : shared).UnionWith(leaf.Contents().Select(c => c.Digest));
        }

        own.ExceptWith(shared);
        return [.. own.OrderBy(d => d.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Says in the log what will be missing, erases it, then removes the file. Running it again finishes what a crash cut short.</summary>
    /// <returns>How many contents were erased.</returns>
    /// <exception cref="IOException">When the disk refuses; run it again to finish.</exception>
    public static async Task<int> EraseAsync(RecordLog log, SessionStore store, string session, TimeProvider time, CancellationToken cancellation)
    {
        var erased = await EraseContentsAsync(log, session, time, cancellation);
        store.Delete(session);
        return erased;
    }

    /// <summary>Says in the log what will be missing, and erases it there. While the session's file exists, it is known that more is to be done.</summary>
    /// <returns>How many contents were erased.</returns>
    /// <exception cref="IOException">When the disk refuses; run it again to finish.</exception>
    public static async Task<int> EraseContentsAsync(RecordLog log, string session, TimeProvider time, CancellationToken cancellation)
    {
        var own = await OwnAsync(log, session, cancellation);
        var document = CanonicalJson.Write(new JsonArray([.. own.Select(d => (JsonNode)d.ToString())]));
        var leaf = new Leaf { Kind = LeafKind.Deletion, Time = time.GetUtcNow(), Session = session, Document = Digest.Of(document) };
        await log.AppendAsync(leaf, [document], cancellation);
        await log.EraseAsync(own, CancellationToken.None);
        return own.Count;
    }
}
