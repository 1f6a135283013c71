using System.Buffers.Binary;
using System.Text;

namespace Roundtable.Tests.Samples;

/// <summary>
/// A folder with a sentence-vector model of a few words whose bytes are written here: it looks tokens up in a table and nothing else, so that its vectors can
/// be reckoned by hand.
/// </summary>
public sealed class TinySentenceModel : IDisposable
{
    /// <summary>The words, in the order of their numbers.</summary>
    public static readonly string[] Words =
    [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "b", "c", "lovely", "delight", "splendid", "cheerful", "glad", "bright", "dreadful", "broken", "nasty", "sorry",
        "awful", "grim", "table", "number", "street", "report", "window", "paper", "##s", "##ly", "#", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-tiny-");

    /// <summary>Writes a model with words as sentence-transformers would export it.</summary>
    /// <param name="seed">Other numbers in the table, another model.</param>
    /// <param name="shape">What differs from the usual.</param>
    public TinySentenceModel(int seed = 1, TinyShape? shape = null)
    {
        var form = shape ?? new TinyShape();
        Table = Numbers(form.Rows ?? Words.Length, form.Dimensions, seed);
        Write("onnx/model.onnx", TinyOnnx.Bytes(Table, form));
        Write("vocab.txt", string.Join('\n', Words) + "\n");
        Write("tokenizer_config.json", """{"do_lower_case": true}""");
        Write("sentence_bert_config.json", """{"max_seq_length": 16, "do_lower_case": false}""");
        Write("1_Pooling/config.json", """{"word_embedding_dimension": 6, "pooling_mode_mean_tokens": true}""");
        Write("modules.json", """
            [{"idx": 0, "path": "", "type": "sentence_transformers.models.Transformer"}, {"idx": 1, "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
             {"idx": 2, "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}]
            """);
        Write("README.md", "---\nlicense: apache-2.0\n---\n# Tiny\n");
    }

    /// <summary>The folder.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The vector of each token.</summary>
    public float[][] Table { get; }

    /// <summary>Writes a file into the folder.</summary>
    public void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file into the folder.</summary>
    public void Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Takes a file out of the folder.</summary>
    public void Delete(string name) => File.Delete(Path.Combine(Folder, name));

    /// <summary>The tokens of a text of lower-case words with spaces between them, by a search of its own.</summary>
    public static List<int> Tokens(string text, int most = 16)
    {
        List<int> ids = [2];
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            List<int> pieces = [];
            for (var at = 0; at < word.Length;)
            {
                var end = word.Length;
                while (end > at && Array.IndexOf(Words, (at > 0 ? "##" : "") + word[at..end]) < 0)
                {
                    end--;
                }

                if (end == at)
                {
                    pieces = [1];
                    break;
                }

                pieces.Add(Array.IndexOf(Words, (at > 0 ? "##" : "") + word[at..end]));
                at = end;
            }

            ids.AddRange(pieces);
        }

        return [.. ids.Take(most - 1), 3];
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Numbers between −1 and 1 that a seed gives.</summary>
    private static float[][] Numbers(int rows, int columns, int seed)
    {
        var state = unchecked((uint)seed * 2654435761u) | 1;
        var table = new float[rows][];
        for (var r = 0; r < rows; r++)
        {
            table[r] = new float[columns];
            for (var c = 0; c < columns; c++)
            {
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
                table[r][c] = (state / (float)uint.MaxValue * 2) - 1;
            }
        }

        return table;
    }
}

/// <summary>What a tiny model is like.</summary>
public sealed record TinyShape
{
    /// <summary>The length of a vector.</summary>
    public int Dimensions { get; init; } = 6;

    /// <summary>Number of tokens in the table; null for that of the words.</summary>
    public int? Rows { get; init; }

    /// <summary>How many tokens it reads always; null for any number.</summary>
    public int? Fixed { get; init; }

    /// <summary>Whether it reads numbers of 64 bits.</summary>
    public bool IsWide { get; init; } = true;

    /// <summary>Names of inputs; the first is looked up.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = ["input_ids", "attention_mask", "token_type_ids"];

    /// <summary>The name of the output.</summary>
    public string Output { get; init; } = "last_hidden_state";

    /// <summary>Whether it adds up the vectors of tokens itself.</summary>
    public bool IsPooled { get; init; }

    /// <summary>A file beside the model that is said to hold the table; null where the model has it.</summary>
    public string? External { get; init; }
}

/// <summary>An ONNX model's bytes (onnx.proto3, IR version 8, opset 13).</summary>
internal static class TinyOnnx
{
    /// <summary>A model that looks tokens up in a table.</summary>
    public static byte[] Bytes(float[][] table, TinyShape shape)
    {
        var graph = new ProtoMessage();
        var looked = shape.IsPooled ? "tokens" : shape.Output;
        graph.Add(1, new ProtoMessage().Add(1, "table").Add(1, shape.Inputs[0]).Add(2, looked).Add(4, "Gather"));
        if (shape.IsPooled)
        {
            graph.Add(1, new ProtoMessage().Add(1, looked).Add(2, shape.Output).Add(4, "ReduceMax")
                .Add(5, new ProtoMessage().Add(1, "axes").Add(8, 1).Add(20, 7))
                .Add(5, new ProtoMessage().Add(1, "keepdims").Add(3, 0).Add(20, 2)));
        }

        graph.Add(2, "tiny");
        var tensor = new ProtoMessage().Add(1, table.Length).Add(1, table[0].Length).Add(2, 1).Add(8, "table");
        graph.Add(5, shape.External is { } file
            ? tensor.Add(13, new ProtoMessage().Add(1, "location").Add(2, file)).Add(14, 1)
            : tensor.Add(9, Raw(table)));
        foreach (var input in shape.Inputs)
        {
            graph.Add(11, Value(input, shape.IsWide ? 7 : 6, [1, shape.Fixed]));
        }

        graph.Add(12, Value(shape.Output, 1, shape.IsPooled ? [1, table[0].Length] : [1, shape.Fixed, table[0].Length]));
        return new ProtoMessage().Add(1, 8).Add(7, graph).Add(8, new ProtoMessage().Add(1, "").Add(2, 13)).Bytes;
    }

    private static byte[] Raw(float[][] table)
    {
        var bytes = new byte[table.Length * table[0].Length * sizeof(float)];
        for (var i = 0; i < bytes.Length / sizeof(float); i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), table[i / table[0].Length][i % table[0].Length]);
        }

        return bytes;
    }

    private static ProtoMessage Value(string name, int type, int?[] shape)
    {
        var all = new ProtoMessage();
        foreach (var length in shape)
        {
            all.Add(1, length is { } known ? new ProtoMessage().Add(1, known) : new ProtoMessage().Add(2, "tokens"));
        }

        return new ProtoMessage().Add(1, name).Add(2, new ProtoMessage().Add(1, new ProtoMessage().Add(1, type).Add(2, all)));
    }
}
