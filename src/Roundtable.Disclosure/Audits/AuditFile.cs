using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Entries;

namespace Roundtable.Disclosure.Audits;

/// <summary>A leaf of the log with its document, and the way to a checkpoint's root (RFC 6962).</summary>
/// <param name="Index">Its index.</param>
/// <param name="Entry">Its bytes.</param>
/// <param name="Salt">The salt of the document's commitment.</param>
/// <param name="Document">The document.</param>
/// <param name="Path">The hashes beside the way, nearest first.</param>
public sealed record ProvedLeaf(long Index, byte[] Entry, Digest Salt, byte[] Document, IReadOnlyList<byte[]> Path);

/// <summary>A block with opened rows.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Sums">Its sums.</param>
/// <param name="Up">The nodes beside its way, nearest first: places in <see cref="AuditFile.Nodes"/>.</param>
public sealed record OpenedBlock(long Index, ClassSums Sums, IReadOnlyList<int> Up);

/// <summary>Where the row after an opened one starts, and nothing else of it.</summary>
/// <param name="Start">Its start, which is the end of the row before.</param>
/// <param name="Commitment">The salted commitment to it.</param>
/// <param name="Path">The hashes beside its way within the block, nearest first.</param>
public sealed record NextRow(RowStart Start, Digest Commitment, IReadOnlyList<Digest> Path);

/// <summary>An opened row.</summary>
/// <param name="Block">Its block: a place in <see cref="AuditFile.Blocks"/>.</param>
/// <param name="Position">Its place in the block, from 0.</param>
/// <param name="Start">Where it starts in its class.</param>
/// <param name="Salt">Its salt, 16 bytes.</param>
/// <param name="Content">Its content.</param>
/// <param name="Path">The hashes beside its way within the block, nearest first.</param>
/// <param name="Next">The row after it; null for the last of its class in the block.</param>
public sealed record OpenedRow(int Block, int Position, RowStart Start, byte[] Salt, byte[] Content, IReadOnlyList<Digest> Path, NextRow? Next);

/// <summary>
/// An answered challenge in one file: the commitment, the challenge and the revealed nonce, each with its way into the log, and the rows that were drawn, each
/// with its way into the tree. docs/formats/disclosure.md. Nothing of it is verified yet.
/// </summary>
/// <param name="First">The checkpoint that decides the sample, which covers commitment and challenge: a signed note.</param>
/// <param name="Last">A checkpoint that covers the revealed nonce.</param>
/// <param name="Commitment">The leaf of the commitment, in the first checkpoint's tree.</param>
/// <param name="Challenge">The leaf of the challenge, in the first checkpoint's tree.</param>
/// <param name="Reveal">The leaf of the revealed nonce, in the last checkpoint's tree.</param>
/// <param name="Nodes">Nodes of the sum tree.</param>
/// <param name="Blocks">Blocks of it.</param>
/// <param name="Rows">The opened rows.</param>
public sealed record AuditFile(
    string First,
    string Last,
    ProvedLeaf Commitment,
    ProvedLeaf Challenge,
    ProvedLeaf Reveal,
    IReadOnlyList<SumNode> Nodes,
    IReadOnlyList<OpenedBlock> Blocks,
    IReadOnlyList<OpenedRow> Rows)
{
    /// <summary>The version of the format that is written and read.</summary>
    public const string Current = "roundtable-audit/1";

    /// <summary>The bytes of the file: canonical JSON (RFC 8785) and a line feed.</summary>
    public byte[] Write() =>
    [
        .. CanonicalJson.Write(new JsonObject
        {
            ["format"] = Current,
            ["first"] = First,
            ["last"] = Last,
            ["commitment"] = AuditJson.Leaf(Commitment),
            ["challenge"] = AuditJson.Leaf(Challenge),
            ["reveal"] = AuditJson.Leaf(Reveal),
            ["nodes"] = AuditJson.Array(Nodes, AuditJson.Node),
            ["blocks"] = AuditJson.Array(Blocks, AuditJson.Block),
            ["rows"] = AuditJson.Array(Rows, AuditJson.Row),
        }),
        (byte)'\n',
    ];

    /// <summary>Reads a file, without verifying it.</summary>
    /// <exception cref="FormatException">When it is not one of this version in canonical form.</exception>
    public static AuditFile Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var json = JsonNode.Parse(bytes)!.AsObject();
            if ((string?)json["format"] is var format && format != Current)
            {
                throw new FormatException(
                    format?.StartsWith("roundtable-audit/", StringComparison.Ordinal) == true
                        ? "a newer program wrote it: update roundtable" : "it is no audit");
            }

            var file = new AuditFile(
                (string)json["first"]!,
                (string)json["last"]!,
                AuditJson.Leaf(json["commitment"]!),
                AuditJson.Leaf(json["challenge"]!),
                AuditJson.Leaf(json["reveal"]!),
                [.. json["nodes"]!.AsArray().Select(n => AuditJson.Node(n!))],
                [.. json["blocks"]!.AsArray().Select(b => AuditJson.Block(b!))],
                [.. json["rows"]!.AsArray().Select(r => AuditJson.Row(r!))]);
            return file.Write().AsSpan().SequenceEqual(bytes)
                ? file
                : throw new FormatException("it is not in canonical form: somebody changed it");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            throw new FormatException($"it is no audit: {e.Message}", e);
        }
    }
}
