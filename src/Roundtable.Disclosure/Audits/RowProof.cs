using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Disclosure.Commitments;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Witnesses;

namespace Roundtable.Disclosure.Audits;

/// <summary>A row with its way to the root, as in an <see cref="AuditFile"/>.</summary>
/// <param name="Nodes">Nodes of the sum tree.</param>
/// <param name="Block">Its block.</param>
/// <param name="Row">The row.</param>
public sealed record PresentRow(IReadOnlyList<SumNode> Nodes, OpenedBlock Block, OpenedRow Row);

/// <summary>
/// One file that shows that a row is committed to, or that no row equal to a digest is: the neighbours between which it would stand. Of everything else it
/// shows the sums around the row, or the values of the two neighbours, against which whoever has their texts can recognise them.
/// </summary>
/// <param name="Checkpoint">A checkpoint of the log that covers the commitment: a signed note.</param>
/// <param name="Commitment">The leaf of the commitment.</param>
/// <param name="Content">SHA-256 of the row's content.</param>
/// <param name="Present">The row; null where there is none.</param>
/// <param name="Neighbours">The places before and after it, where there is no such row; only one at either end.</param>
public sealed record RowProof(string Checkpoint, ProvedLeaf Commitment, Digest Content, PresentRow? Present, IReadOnlyList<DistinctPlace> Neighbours)
{
    /// <summary>The version of the format that is written and read.</summary>
    public const string Current = "roundtable-row-proof/1";

    /// <summary>The bytes of the file: canonical JSON (RFC 8785) and a line feed.</summary>
    public byte[] Write()
    {
        var json = new JsonObject
        {
            ["format"] = Current,
            ["checkpoint"] = Checkpoint,
            ["commitment"] = AuditJson.Leaf(Commitment),
            ["content"] = Content.ToString(),
        };
        if (Present is { } present)
        {
            json["present"] = new JsonObject
            {
                ["nodes"] = AuditJson.Array(present.Nodes, AuditJson.Node),
                ["block"] = AuditJson.Block(present.Block),
                ["row"] = AuditJson.Row(present.Row),
            };
        }
        else
        {
            json["neighbours"] = AuditJson.Array(Neighbours, AuditJson.Place);
        }

        return [.. CanonicalJson.Write(json), (byte)'\n'];
    }

    /// <summary>Reads a file, without verifying it.</summary>
    /// <exception cref="FormatException">When it is not one of this version in canonical form.</exception>
    public static RowProof Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var json = JsonNode.Parse(bytes)!.AsObject();
            if ((string?)json["format"] != Current)
            {
                throw new FormatException("it is no proof of a row of this version");
            }

            var proof = new RowProof(
                (string)json["checkpoint"]!,
                AuditJson.Leaf(json["commitment"]!),
                Digest.Parse((string)json["content"]!),
                json["present"] is { } present
                    ? new PresentRow(
                        [.. present["nodes"]!.AsArray().Select(n => AuditJson.Node(n!))], AuditJson.Block(present["block"]!), AuditJson.Row(present["row"]!))
                    : null,
                json["neighbours"] is { } neighbours ? [.. neighbours.AsArray().Select(n => AuditJson.Place(n!))] : []);
            return proof.Write().AsSpan().SequenceEqual(bytes) ? proof : throw new FormatException("it is not in canonical form: somebody changed it");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            throw new FormatException($"it is no proof of a row: {e.Message}", e);
        }
    }

    /// <summary>Verifies it with nothing but itself, the log's keys and the policy.</summary>
    /// <returns>The commitment, and the row where it is there; null where it is shown that it is not.</returns>
    /// <exception cref="FormatException">When something does not hold; the message names it.</exception>
    public (CommittedCorpus Corpus, VerifiedRow? Row, VerifierKey SignedBy) Verify(IReadOnlyList<VerifierKey> keys, TrustPolicy? policy)
    {
        VerifierKey[] witnesses = [.. (policy?.Witnesses ?? []).Select(w => w.Key)];
        var named = SignedCheckpoint.Parse(Encoding.UTF8.GetBytes(Checkpoint)).Note.Signatures.Select(s => (s.KeyName, s.KeyId)).ToHashSet();
        var (signed, signer) = AuditVerifier.Note(Checkpoint, keys, [.. witnesses.Where(w => named.Contains((w.Name, w.Id)))], policy);
        AuditVerifier.Leaf(Commitment, signed.Checkpoint);
        var corpus = CommittedCorpus.Read(Commitment.Document);
        if (Present is { } present)
        {
            var row = OpenedRows.Verify(corpus, present.Nodes, [present.Block], [present.Row])[0];
            return Digest.Of(row.Content.Span) != Content ? throw new FormatException("the row is another one than it says")
                : row.Fault is { } fault ? throw new FormatException(fault)
                : (corpus, row, signer);
        }

        VerifyAbsence(corpus);
        return (corpus, null, signer);
    }

    private void VerifyAbsence(CommittedCorpus corpus)
    {
        var value = DistinctRows.Value(Convert.FromHexString(corpus.Id), Content);
        if (Neighbours.Any(n => DistinctRows.Root(n, corpus.Distinct) != corpus.DistinctRoot))
        {
            throw new FormatException("a neighbour does not lead to the root over the different rows that was committed to");
        }

        var isBetween = Neighbours switch
        {
            [var left, var right] => left.Index + 1 == right.Index
                && DistinctRows.Compare(left.Value, value) < 0 && DistinctRows.Compare(value, right.Value) < 0,
            [{ Index: 0 } first] when DistinctRows.Compare(value, first.Value) < 0 => true,
            [var last] => last.Index == corpus.Distinct - 1 && DistinctRows.Compare(last.Value, value) < 0,
            _ => false,
        };
        if (!isBetween)
        {
            throw new FormatException("the neighbours are not those between which the row would stand");
        }
    }
}
