using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Microsoft.ML.Tokenizers;
using Roundtable.SentenceVectors.Folders;

namespace Roundtable.SentenceVectors.Tokens;

/// <summary>
/// SentencePiece's unigram tokens (Kudo 2018), as multilingual models have them: the most likely pieces. The library reads SentencePiece's own model
/// files, so that what <c>tokenizer.json</c> says is written as one (sentencepiece_model.proto).
/// </summary>
internal static class UnigramTokens
{
    /// <summary>Reads them.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="json">The description.</param>
    /// <param name="model">Its model.</param>
    /// <param name="frame">The tokens around a text; null where it does not say.</param>
    /// <exception cref="InvalidDataException">When it is of another kind.</exception>
    public static TextTokens Read(ModelFolder folder, JsonElement json, JsonElement model, TokenFrame? frame)
    {
        if (model.Number("unk_id") is not { } unknown || model.Flag("byte_fallback") == true)
        {
            throw folder.Fault(TokenReader.File, "has unigram tokens without an unknown one, or with bytes, which is not read here: take another model.");
        }

        var special = json.Items("added_tokens").Where(t => t.Flag("special") == true).Select(t => t.Number("id") ?? -1).ToHashSet();
        List<(string Piece, float Score, int Kind)> pieces = [];
        foreach (var item in model.Items("vocab"))
        {
            if (item.ValueKind != JsonValueKind.Array || item.GetArrayLength() != 2
                || item[0].GetString() is not { } piece || !item[1].TryGetSingle(out var score))
            {
                throw folder.Fault(TokenReader.File, "has a token without a score: copy it again.");
            }

            // Kinds of sentencepiece_model.proto: 1 is normal, 2 unknown, 3 control.
            pieces.Add((piece, score, pieces.Count == unknown ? 2 : special.Contains(pieces.Count) ? 3 : 1));
        }

        var padding = json.Object("padding")?.Number("pad_id") ?? pieces.FindIndex(p => p.Piece is "<pad>" or "[PAD]");
        if (frame is null || padding < 0 || unknown >= pieces.Count)
        {
            throw folder.Fault(TokenReader.File, "does not say which tokens stand around a text (post_processor) or fill up: copy it again.");
        }

        try
        {
            using var stream = new MemoryStream(Write(pieces, unknown, CharsMap(folder, json)));
            var tokenizer = SentencePieceTokenizer.Create(stream, addBeginningOfSentence: false, addEndOfSentence: false);
            return new TextTokens("Unigram", text => tokenizer.EncodeToIds(text), frame, padding);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or KeyNotFoundException or InvalidDataException)
        {
            throw folder.Fault(TokenReader.File, "holds unigram tokens that cannot be read: copy it again.", e);
        }
    }

    /// <summary>The table by which characters are replaced before a text is cut; empty for none.</summary>
    private static byte[] CharsMap(ModelFolder folder, JsonElement json)
    {
        if (json.Object("normalizer") is not { } normalizer)
        {
            return [];
        }

        byte[] map = [];
        foreach (var step in normalizer.Text("type") == "Sequence" ? normalizer.Items("normalizers") : [normalizer])
        {
            var pattern = step.Object("pattern");
            switch (step.Text("type"))
            {
                case "Precompiled" when step.Text("precompiled_charsmap") is { } text:
                    map = Convert.FromBase64String(text);
                    break;
                // Runs of spaces become one: what SentencePiece does by itself.
                case "Replace" when pattern?.Text("Regex") == " {2,}":
                case "Strip":
                    break;
                case var other:
                    throw folder.Fault(TokenReader.File, $"prepares texts with '{other}', which is not read here for unigram tokens: take another model.");
            }
        }

        return map;
    }

    private static byte[] Write(List<(string Piece, float Score, int Kind)> pieces, int unknown, byte[] map)
    {
        using var stream = new MemoryStream();
        Span<byte> number = stackalloc byte[sizeof(float)];
        foreach (var (piece, score, kind) in pieces)
        {
            using var one = new MemoryStream();
            Bytes(one, 1, Encoding.UTF8.GetBytes(piece));
            one.WriteByte(0x15);
            BinaryPrimitives.WriteSingleLittleEndian(number, score);
            one.Write(number);
            Number(one, 3, kind);
            Bytes(stream, 1, one.ToArray());
        }

        using (var trainer = new MemoryStream())
        {
            Number(trainer, 3, 1);
            Number(trainer, 40, unknown);
            Number(trainer, 41, (uint)Find("<s>", unknown));
            Number(trainer, 42, (uint)Find("</s>", unknown));
            Bytes(stream, 2, trainer.ToArray());
        }

        using (var normalizer = new MemoryStream())
        {
            Bytes(normalizer, 1, "nmt_nfkc"u8);
            Bytes(normalizer, 2, map);
            Number(normalizer, 3, 1);
            Number(normalizer, 4, 1);
            Number(normalizer, 5, 1);
            Bytes(stream, 3, normalizer.ToArray());
        }

        return stream.ToArray();

        int Find(string piece, int otherwise) => pieces.FindIndex(p => p.Piece == piece) is >= 0 and var at ? at : otherwise;
    }

    private static void Bytes(Stream into, int field, ReadOnlySpan<byte> value)
    {
        Varint(into, ((uint)field << 3) | 2);
        Varint(into, (uint)value.Length);
        into.Write(value);
    }

    private static void Number(Stream into, int field, long value)
    {
        Varint(into, (uint)field << 3);
        Varint(into, (ulong)value);
    }

    private static void Varint(Stream into, ulong value)
    {
        for (; value > 0x7F; value >>= 7)
        {
            into.WriteByte((byte)(value | 0x80));
        }

        into.WriteByte((byte)value);
    }
}
