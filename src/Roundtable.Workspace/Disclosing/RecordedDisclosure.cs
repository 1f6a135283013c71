using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Disclosure.Attestations;
using Roundtable.Disclosure.Audits;
using Roundtable.Disclosure.Commitments;
using Roundtable.Disclosure.Forms;
using Roundtable.Disclosure.Standards;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Disclosing;

/// <summary>A document of disclosures that is on the record.</summary>
/// <param name="Leaf">Its leaf.</param>
/// <param name="Time">When it was put there.</param>
public abstract record RecordedDisclosure(long Leaf, DateTimeOffset Time)
{
    private const int MaxRead = 10_000;

    private static readonly ConcurrentDictionary<(string Directory, long Leaf, Digest Document), RecordedDisclosure?> _kept = new();

    private protected abstract void Seal();

    /// <summary>A commitment to rows.</summary>
    /// <param name="Leaf">Its leaf.</param>
    /// <param name="Time">When it was put there.</param>
    /// <param name="Corpus">What was committed to.</param>
    public sealed record OfCommitment(long Leaf, DateTimeOffset Time, CommittedCorpus Corpus) : RecordedDisclosure(Leaf, Time)
    {
        private protected override void Seal()
        {
        }
    }

    /// <summary>An auditor's challenge.</summary>
    /// <param name="Leaf">Its leaf.</param>
    /// <param name="Time">When it was put there.</param>
    /// <param name="Challenge">The challenge.</param>
    public sealed record OfChallenge(long Leaf, DateTimeOffset Time, Challenge Challenge) : RecordedDisclosure(Leaf, Time)
    {
        private protected override void Seal()
        {
        }
    }

    /// <summary>A revealed nonce.</summary>
    /// <param name="Leaf">Its leaf.</param>
    /// <param name="Time">When it was put there.</param>
    /// <param name="ChallengeLeaf">The leaf of the challenge.</param>
    public sealed record OfReveal(long Leaf, DateTimeOffset Time, long ChallengeLeaf) : RecordedDisclosure(Leaf, Time)
    {
        private protected override void Seal()
        {
        }
    }

    /// <summary>What an audit came to, as whoever judged it says.</summary>
    /// <param name="Leaf">Its leaf.</param>
    /// <param name="Time">When it was put there.</param>
    /// <param name="Finding">The finding.</param>
    public sealed record OfFinding(long Leaf, DateTimeOffset Time, AuditFinding Finding) : RecordedDisclosure(Leaf, Time)
    {
        private protected override void Seal()
        {
        }
    }

    /// <summary>A form that was published.</summary>
    /// <param name="Leaf">Its leaf.</param>
    /// <param name="Time">When it was put there.</param>
    /// <param name="Form">The document: docs/formats/disclosure.md.</param>
    public sealed record OfForm(long Leaf, DateTimeOffset Time, JsonObject Form) : RecordedDisclosure(Leaf, Time)
    {
        private protected override void Seal()
        {
        }
    }

    /// <summary>An attestation that files are those of a model or a dataset.</summary>
    /// <param name="Leaf">Its leaf.</param>
    /// <param name="Time">When it was put there.</param>
    /// <param name="Statement">What it says.</param>
    public sealed record OfAttestation(long Leaf, DateTimeOffset Time, FileStatement Statement) : RecordedDisclosure(Leaf, Time)
    {
        /// <summary>The id of the entry whose files they are: <c>model:acme/small@2</c>.</summary>
        public string Subject => Statement.Entry.StartsWith(PublishedEntry.AddressStart, StringComparison.Ordinal)
            ? Statement.Entry[PublishedEntry.AddressStart.Length..] : Statement.Entry;

        private protected override void Seal()
        {
        }
    }

    /// <summary>The document of a leaf; null where the leaf is none, or holds what this program does not read.</summary>
    /// <param name="log">The log.</param>
    /// <param name="index">The leaf.</param>
    public static RecordedDisclosure? Read(LogStore log, long index)
    {
        if (index < 0 || index >= log.Head.Size)
        {
            return null;
        }

        var leaf = RecordLog.ReadLeaf(log, index, log.Leaves(index).First().Span);
        if (leaf.Kind != LeafKind.Disclosure || leaf.Document is not { } digest || log.Content(digest) is not { } document)
        {
            return null;
        }

        return Parse(document, index, leaf.Time);
    }

    /// <summary>Reads a document; null where it is none that this program reads.</summary>
    /// <param name="document">The document.</param>
    /// <param name="leaf">Its leaf; -1 for none.</param>
    /// <param name="time">When it was put there.</param>
    public static RecordedDisclosure? Parse(byte[] document, long leaf, DateTimeOffset time)
    {
        try
        {
            var json = JsonNode.Parse(document)!;
            return ((string?)json["format"] ?? (string?)json["predicateType"]) switch
            {
                CommittedCorpus.Current => new OfCommitment(leaf, time, CommittedCorpus.Read(document)),
                Challenge.Current => new OfChallenge(leaf, time, Challenge.Read(document)),
                Reveal.Current => new OfReveal(leaf, time, Reveal.Read(document).ChallengeLeaf),
                AuditFinding.Current => new OfFinding(leaf, time, AuditFinding.Read(document)),
                FilledForm.Current => new OfForm(leaf, time, json.AsObject()),
                FileStatement.PredicateType => new OfAttestation(leaf, time, FileStatement.Read(document)),
                _ => null,
            };
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// What is on the record, the newest first; at most 10,000 of them. A document is read once and kept in memory for as long as the log holds it: leaves
    /// never change, and what was erased is passed over.
    /// </summary>
    /// <param name="access">The index and the log.</param>
    public static IReadOnlyList<RecordedDisclosure> All(RegistryAccess access)
    {
        if (access.Log is not { } log)
        {
            return [];
        }

        List<RecordedDisclosure> all = [];
        foreach (var listed in new RecordedDocuments(access.Index).List("disclosure", 0, MaxRead).Where(d => log.HasContent(d.Digest)))
        {
            var key = (access.Directory, listed.Leaf, listed.Digest);
            if (!_kept.TryGetValue(key, out var known))
            {
                known = Read(log, listed.Leaf);
                if (_kept.Count >= 2 * MaxRead)
                {
                    _kept.Clear();
                }

                _kept[key] = known;
            }

            if (known is not null)
            {
                all.Add(known);
            }
        }

        return all;
    }
}
