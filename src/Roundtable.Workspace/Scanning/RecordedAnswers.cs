using System.Text;
using System.Text.Json;
using Roundtable.Corpus.References.Building;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Scanning;

/// <summary>The answers on the record, as texts that rows can be held against.</summary>
public static class RecordedAnswers
{
    // Bytes; what is shorter stands in many texts.
    private const int ShortestPart = 40;

    private const int Step = 256;

    /// <summary>
    /// The hash of the last leaf with an answer or an erasure: as long as it stays the same the answers do. Null where there was none. Leaves
    /// are looked at from the end.
    /// </summary>
    public static Digest? LastChange(LogStore log)
    {
        var size = log.Head.Size;
        for (long end = size, step = Step; end > 0; end = Math.Max(0, end - step), step *= 2)
        {
            var first = Math.Max(0, end - step);
            Digest? last = null;
            var index = first;
            foreach (var bytes in log.Leaves(first).Take((int)(end - first)))
            {
                if (RecordLog.ReadLeaf(log, index++, bytes.Span).Kind is LeafKind.ModelOutput or LeafKind.Exchange or LeafKind.Deletion)
                {
                    last = new Digest(MerkleTree.LeafHash(bytes.Span));
                }
            }

            if (last is not null)
            {
                return last;
            }
        }

        return null;
    }

    /// <summary>The answers in the order of their leaves: each whole, and where it is JSON each of its texts. Those that were erased are left out.</summary>
    public static IEnumerable<RecordedText> Read(LogStore log)
    {
        long index = 0;
        foreach (var bytes in log.Leaves(0))
        {
            var leaf = RecordLog.ReadLeaf(log, index, bytes.Span);
            if (leaf is { Kind: LeafKind.ModelOutput or LeafKind.Exchange, Output: { } output } && log.Content(output) is { } text)
            {
                var model = leaf.Producer?.Served ?? leaf.Producer?.Requested;
                yield return new RecordedText(index, text, model, leaf.Simulated);
                foreach (var part in Parts(text))
                {
                    yield return new RecordedText(index, part, model, leaf.Simulated);
                }
            }

            index++;
        }
    }

    /// <summary>The texts within an answer that is JSON, as ballots are: what anyone would copy of it.</summary>
    private static List<byte[]> Parts(byte[] answer)
    {
        List<byte[]> parts = [];
        var start = answer.AsSpan().IndexOf((byte)'{');
        if (start < 0)
        {
            return parts;
        }

        try
        {
            var reader = new Utf8JsonReader(answer.AsSpan(start));
            while (reader.Read() && (reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth > 0))
            {
                if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length >= ShortestPart)
                {
                    parts.Add(Encoding.UTF8.GetBytes(reader.GetString()!));
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // An answer that is no JSON is one text.
        }

        return parts;
    }
}
