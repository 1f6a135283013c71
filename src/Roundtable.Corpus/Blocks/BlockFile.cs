using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Roundtable.Corpus.Benchmarks;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Rows;
using Roundtable.Corpus.Sensitive;
using Roundtable.Corpus.Storage;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;

namespace Roundtable.Corpus.Blocks;

/// <summary>
/// The labelled rows of one block on disk: an interrupted scan resumes from them, and shards are merged from them. A
/// file is either complete or absent; a checksum at its end detects damage.
/// </summary>
internal static class BlockFile
{
    // The version is also that of the files with the block's keys, which are written before it and have no header: their sums stand in this one.
    // It changes with what is said of a row by itself, also where only a list or a format that it rests on grows: a block is then labelled again.
    private const int Version = 3;

    private const int SumLength = 16;

    private static ReadOnlySpan<byte> Magic => "roundtable block 3\n"u8;

    private static ReadOnlySpan<byte> MagicName => "roundtable block "u8;

    /// <summary>The name of a block's file, without extension.</summary>
    public static string Name(int file, int block) => string.Create(CultureInfo.InvariantCulture, $"{file:D5}-{block:D7}");

    private static int HeadLength => Magic.Length + Digest.Length + (2 * sizeof(int)) + (3 * SumLength);

    /// <summary>Writes a block's rows.</summary>
    public static void Write(string path, BlockId id, KeySums keys, IReadOnlyList<LabelledRow> rows)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(id.Plan.ToArray());
            writer.Write(id.File);
            writer.Write(id.Block);
            foreach (var sum in (ReadOnlySpan<UInt128>)[keys.Equal, keys.Bands, keys.Passages])
            {
                writer.Write((ulong)(sum >> 64));
                writer.Write((ulong)sum);
            }

            writer.Write7BitEncodedInt(rows.Count);
            Dictionary<Evidence, int> table = new(ReferenceEqualityComparer.Instance);
            Span<byte> digest = stackalloc byte[Digest.Length];
            long offset = 0;
            foreach (var row in rows)
            {
                writer.Write7BitEncodedInt64(row.Offset - offset);
                offset = row.Offset;
                writer.Write7BitEncodedInt(row.Length);
                writer.Write((byte)(row.Fault is not null ? 1 : row.IsSampled ? 0 : 2));
                if (row.Fault is { } fault)
                {
                    writer.Write(fault.Reason);
                    writer.Write7BitEncodedInt64(fault.Offset);
                    continue;
                }

                if (!row.IsSampled)
                {
                    continue;
                }

                writer.Write7BitEncodedInt(row.TextLength);
                writer.Write7BitEncodedInt(row.Words);
                writer.Write7BitEncodedInt64(row.Unread);
                row.Digest.CopyTo(digest);
                writer.Write(digest);
                writer.Write7BitEncodedInt(row.Evidence.Count);
                foreach (var evidence in row.Evidence)
                {
                    // What a file or a value declares is the same instance in many rows.
                    if (table.TryGetValue(evidence, out var known))
                    {
                        writer.Write7BitEncodedInt(known);
                    }
                    else
                    {
                        table.Add(evidence, table.Count);
                        writer.Write7BitEncodedInt(table.Count - 1);
                        var json = JsonSerializer.SerializeToUtf8Bytes(evidence, ScanJson.Default.Evidence);
                        writer.Write7BitEncodedInt(json.Length);
                        writer.Write(json);
                    }
                }

                CompletionsFile.Write(writer, row.Completions);
                Write(writer, row.Facts);
            }
        }

        var whole = XxHash.Of(memory.GetBuffer().AsSpan(0, (int)memory.Length));
        memory.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in whole)));
        WorkFile.Write(path, memory.WriteTo, isShared: true);
    }

    /// <summary>The sums of a block's keys; null where its file is absent, damaged or belongs to another block.</summary>
    /// <exception cref="NewerFormatException">A newer version of the program wrote it.</exception>
    public static KeySums? Keys(string path, BlockId id)
    {
        if (!File.Exists(path) || Content(path, id) is not { } bytes)
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, HeadLength - (3 * SumLength), 3 * SumLength));
        return new KeySums(Sum(reader), Sum(reader), Sum(reader));
    }

    /// <summary>The number of rows of a block; null where its file is absent or belongs to another block. The rows themselves are not checked.</summary>
    public static int? Count(string path, BlockId id)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = File.OpenHandle(path);
        Span<byte> head = stackalloc byte[HeadLength + 5];
        var read = RandomAccess.Read(file, head, 0);
        NewerFormatException.ThrowIfNewer(path, head[..read], MagicName, Version);
        if (read < head.Length || !IsOf(head, id))
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(head[HeadLength..].ToArray()));
        return reader.Read7BitEncodedInt();
    }

    /// <summary>Reads a block's rows.</summary>
    /// <exception cref="NewerFormatException">A newer version of the program wrote the file.</exception>
    /// <exception cref="InvalidDataException">The file is missing, damaged or belongs to another block.</exception>
    public static IReadOnlyList<LabelledRow> Read(string path, BlockId id)
    {
        var bytes = (File.Exists(path) ? Content(path, id) : null)
            ?? throw new InvalidDataException($"'{path}' is missing, damaged or belongs to another scan. Run the scan again.");
        using var reader = new BinaryReader(new MemoryStream(bytes, HeadLength, bytes.Length - HeadLength - SumLength), Encoding.UTF8);
        var rows = new LabelledRow[reader.Read7BitEncodedInt()];
        List<Evidence> table = [];
        long offset = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            offset += reader.Read7BitEncodedInt64();
            var length = reader.Read7BitEncodedInt();
            rows[i] = reader.ReadByte() switch
            {
                1 => LabelledRow.Rejected(offset, length, new RowFault(reader.ReadString(), reader.Read7BitEncodedInt64())),
                2 => LabelledRow.Unsampled(offset, length),
                _ => Labelled(reader, offset, length, table),
            };
        }

        return rows;
    }

    private static LabelledRow Labelled(BinaryReader reader, long offset, int length, List<Evidence> table)
    {
        var (textLength, words, unread) = (reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt64());
        var (digest, evidence) = (new Digest(reader.ReadBytes(Digest.Length)), Evidence(reader, table));
        return new LabelledRow(offset, length, textLength, words, digest, evidence)
        {
            Unread = unread,
            Completions = CompletionsFile.Read(reader),
            Facts = Facts(reader),
        };
    }

    private static void Write(BinaryWriter writer, RowFacts facts)
    {
        writer.Write(facts.Language);
        writer.Write7BitEncodedInt(facts.Tokens);
        writer.Write7BitEncodedInt(facts.Benchmarks.Count);
        foreach (var match in facts.Benchmarks)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(match, ScanJson.Default.BenchmarkMatch);
            writer.Write7BitEncodedInt(json.Length);
            writer.Write(json);
        }

        writer.Write7BitEncodedInt(facts.Sensitive.Count);
        foreach (var finding in facts.Sensitive)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(finding, ScanJson.Default.SensitiveFinding);
            writer.Write7BitEncodedInt(json.Length);
            writer.Write(json);
        }
    }

    private static RowFacts Facts(BinaryReader reader)
    {
        var (language, tokens) = (string.Intern(reader.ReadString()), reader.Read7BitEncodedInt());
        var matches = new BenchmarkMatch[reader.Read7BitEncodedInt()];
        for (var i = 0; i < matches.Length; i++)
        {
            matches[i] = JsonSerializer.Deserialize(reader.ReadBytes(reader.Read7BitEncodedInt()), ScanJson.Default.BenchmarkMatch)!;
        }

        var findings = new SensitiveFinding[reader.Read7BitEncodedInt()];
        for (var i = 0; i < findings.Length; i++)
        {
            findings[i] = JsonSerializer.Deserialize(reader.ReadBytes(reader.Read7BitEncodedInt()), ScanJson.Default.SensitiveFinding)!;
        }

        return new RowFacts(language, tokens, matches, findings);
    }

    private static Evidence[] Evidence(BinaryReader reader, List<Evidence> table)
    {
        var count = reader.Read7BitEncodedInt();
        if (count == 0)
        {
            return [];
        }

        var evidence = new Evidence[count];
        for (var i = 0; i < count; i++)
        {
            var index = reader.Read7BitEncodedInt();
            if (index == table.Count)
            {
                table.Add(JsonSerializer.Deserialize(reader.ReadBytes(reader.Read7BitEncodedInt()), ScanJson.Default.Evidence)!);
            }

            evidence[i] = table[index];
        }

        return evidence;
    }

    private static UInt128 Sum(BinaryReader reader)
    {
        var upper = reader.ReadUInt64();
        return new UInt128(upper, reader.ReadUInt64());
    }

    private static bool IsOf(ReadOnlySpan<byte> head, BlockId id)
    {
        var after = head[Magic.Length..];
        return head.StartsWith(Magic) && new Digest(after[..Digest.Length]) == id.Plan
            && BinaryPrimitives.ReadInt32LittleEndian(after[Digest.Length..]) == id.File
            && BinaryPrimitives.ReadInt32LittleEndian(after[(Digest.Length + sizeof(int))..]) == id.Block;
    }

    private static byte[]? Content(string path, BlockId id)
    {
        var bytes = File.ReadAllBytes(path);
        NewerFormatException.ThrowIfNewer(path, bytes, MagicName, Version);
        return bytes.Length >= HeadLength + SumLength && IsOf(bytes, id)
            && XxHash.Of(bytes.AsSpan(0, bytes.Length - SumLength)) == MemoryMarshal.Read<UInt128>(bytes.AsSpan(bytes.Length - SumLength))
            ? bytes
            : null;
    }
}
