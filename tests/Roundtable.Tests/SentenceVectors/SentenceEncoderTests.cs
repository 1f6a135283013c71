using Roundtable.Models.Vectors;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Vectors;

namespace Roundtable.Tests.SentenceVectors;

/// <summary>Sentence vectors are those that a model's own numbers come to, whatever stands beside a text, and what cannot be read is said in one sentence.</summary>
public sealed class SentenceEncoderTests : IDisposable
{
    private static readonly string[] _texts =
    [
        "lovely table", "Splendid  report", "a b c a b c a b c a b c a b c a b c", "tables bluntly", "", "zzz", "nasty", "glad bright grim 9", "awfuls",
    ];

    private readonly Addons _addons = new();

    public static TheoryData<string, string> Poolings => new()
    {
        { "pooling_mode_mean_tokens", "mean" },
        { "pooling_mode_cls_token", "cls" },
        { "pooling_mode_max_tokens", "max" },
        { "pooling_mode_mean_sqrt_len_tokens", "mean-sqrt-len" },
        { "pooling_mode_weightedmean_tokens", "weighted-mean" },
        { "pooling_mode_lasttoken", "last-token" },
    };

    [Theory]
    [MemberData(nameof(Poolings))]
    public void Vectors_are_what_the_numbers_of_the_model_come_to(string pooling, string name)
    {
        using var model = new TinySentenceModel();
        model.Write("1_Pooling/config.json", $$"""{"{{pooling}}": true, "pooling_mode_mean_tokens": {{(name == "mean" ? "true" : "false")}}}""");
        using var encoder = Open(model);
        Assert.Equal((name, 6, 16, "WordPiece", "apache-2.0"), (encoder.Model.Pooling, encoder.Model.Dimensions, encoder.Model.MaxTokens, encoder.Model.Tokenizer, encoder.Model.Licence));
        AssertNear(_texts.Select(t => Expected(model, TinySentenceModel.Tokens(t.ToLowerInvariant()), name)), Encode(encoder, _texts));
    }

    [Fact]
    public void Poolings_that_are_asked_for_together_are_joined_in_the_order_of_sentence_transformers()
    {
        using var model = new TinySentenceModel();
        model.Write("1_Pooling/config.json", """{"pooling_mode_mean_tokens": true, "pooling_mode_max_tokens": true, "pooling_mode_cls_token": true}""");
        using var encoder = Open(model);
        Assert.Equal(("cls+max+mean", 18), (encoder.Model.Pooling, encoder.Model.Dimensions));
        AssertNear(
            _texts.Select(t => Unit([.. new[] { "cls", "max", "mean" }.SelectMany(p => Pooled(model, TinySentenceModel.Tokens(t.ToLowerInvariant()), p))])),
            Encode(encoder, _texts));
    }

    [Fact]
    public void A_text_has_the_same_bytes_on_any_number_of_threads_and_beside_any_other()
    {
        using var model = new TinySentenceModel(shape: new TinyShape { Dimensions = 97 });
        using var encoder = Open(model);
        var many = Enumerable.Range(0, 700).Select(i => string.Join(' ', Enumerable.Range(0, i % 23).Select(k => TinySentenceModel.Words[4 + (((i * 7) + k) % 20)]))).ToArray();
        var one = many.Select(t => Encode(encoder, [t])[0]).ToArray();
        foreach (var threads in (int[])[1, 2, 7])
        {
            var all = encoder.Encode(many, threads, TestContext.Current.CancellationToken);
            Assert.All(Enumerable.Range(0, many.Length), i => Assert.Equal(Bits(one[i]), Bits(all[i])));
        }
    }

    [Theory]
    [InlineData(true, 16)]
    [InlineData(false, 16)]
    [InlineData(true, 24)]
    public void What_fills_up_a_model_of_fixed_length_changes_no_vector(bool isWide, int length)
    {
        using var free = new TinySentenceModel();
        using var filled = new TinySentenceModel(shape: new TinyShape { Fixed = length, IsWide = isWide, Inputs = ["input_ids", "attention_mask"] });
        using var expected = Open(free);
        using var encoder = Open(filled);
        Assert.Equal(Encode(expected, _texts).Select(Bits), Encode(encoder, _texts).Select(Bits));
    }

    [Fact]
    public void Where_the_folder_is_silent_a_model_that_pools_by_itself_is_believed()
    {
        using var model = new TinySentenceModel(shape: new TinyShape { IsPooled = true, Output = "sentence_embedding" });
        model.Delete("modules.json");
        model.Delete("1_Pooling/config.json");
        using var encoder = Open(model);
        Assert.Equal("model", encoder.Model.Pooling);
        AssertNear(_texts.Select(t => Expected(model, TinySentenceModel.Tokens(t.ToLowerInvariant()), "max")), Encode(encoder, _texts));
    }

    [Fact]
    public void Where_nothing_is_said_of_pooling_it_is_the_mean()
    {
        using var model = new TinySentenceModel();
        foreach (var file in (string[])["modules.json", "1_Pooling/config.json", "sentence_bert_config.json", "README.md"])
        {
            model.Delete(file);
        }

        using var encoder = Open(model);
        Assert.Equal(("mean", 512, (string?)null), (encoder.Model.Pooling, encoder.Model.MaxTokens, encoder.Model.Licence));
        AssertNear(_texts.Select(t => Expected(model, TinySentenceModel.Tokens(t.ToLowerInvariant(), 512), "mean")), Encode(encoder, _texts));
    }

    [Fact]
    public void A_prompt_of_the_folder_stands_before_each_text()
    {
        using var model = new TinySentenceModel();
        model.Write("config_sentence_transformers.json", """{"prompts": {"query": "lovely table "}, "default_prompt_name": "query"}""");
        using var encoder = Open(model);
        AssertNear([Expected(model, TinySentenceModel.Tokens("lovely table nasty"), "mean")], Encode(encoder, ["nasty"]));
        Assert.Contains("config_sentence_transformers.json", encoder.Model.Files.Keys);
    }

    [Fact]
    public void The_tokenizer_of_one_file_says_the_same_as_the_vocabulary()
    {
        using var model = new TinySentenceModel();
        using var same = new TinySentenceModel();
        same.Delete("vocab.txt");
        same.Delete("tokenizer_config.json");
        var words = string.Join(", ", TinySentenceModel.Words.Select((w, i) => $"\"{w}\": {i}"));
        same.Write("tokenizer.json", """
            {"normalizer": {"type": "BertNormalizer", "lowercase": true}, "pre_tokenizer": {"type": "BertPreTokenizer"},
             "post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "[CLS]"}}, {"Sequence": {"id": "A"}}, {"SpecialToken": {"id": "[SEP]"}}],
                "special_tokens": {"[CLS]": {"ids": [2]}, "[SEP]": {"ids": [3]}}},
             "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "vocab": { WORDS } } }
            """.Replace("WORDS", words, StringComparison.Ordinal));
        using var expected = Open(model);
        using var encoder = Open(same);
        Assert.Equal(Encode(expected, _texts).Select(Bits), Encode(encoder, _texts).Select(Bits));
        Assert.Equal(["1_Pooling/config.json", "modules.json", "onnx/model.onnx", "sentence_bert_config.json", "tokenizer.json"], encoder.Model.Files.Keys);
    }

    [Fact]
    public void Byte_pairs_are_joined_in_the_order_of_their_merges()
    {
        using var model = new TinySentenceModel();
        model.Delete("vocab.txt");
        model.Write("vocab.json", """{"<pad>": 0, "<unk>": 1, "<s>": 2, "</s>": 3, "l": 4, "o": 5, "w": 6, "lo": 7, "low": 8, "Ġ": 9, "Ġl": 10, "Ġlo": 11, "Ġlow": 12, "er": 13, "e": 14, "r": 15}""");
        model.Write("merges.txt", "#version: 0.2\nl o\nlo w\nĠ l\nĠ lo\nĠ low\ne r\n");
        model.Write("tokenizer_config.json", """{"cls_token": "<s>", "sep_token": "</s>", "pad_token": {"content": "<pad>"}}""");
        using var encoder = Open(model);
        Assert.Equal("BPE", encoder.Model.Tokenizer);

        // "low lower": the first merge wins over those with the space before it, as far as letters are left.
        AssertNear([Expected(model, [2, 8, 12, 13, 3], "mean"), Expected(model, [2, 4, 6, 3], "mean")], Encode(encoder, ["low lower", "lw"]));
    }

    [Fact]
    public void Unigram_pieces_are_the_most_likely_ones()
    {
        using var model = new TinySentenceModel();
        model.Delete("vocab.txt");
        model.Write("tokenizer.json", """
            {"added_tokens": [{"id": 0, "content": "<pad>", "special": true}, {"id": 2, "content": "<s>", "special": true}, {"id": 3, "content": "</s>", "special": true}],
             "normalizer": {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}, "pre_tokenizer": {"type": "Metaspace"},
             "post_processor": {"type": "RobertaProcessing", "cls": ["<s>", 2], "sep": ["</s>", 3]},
             "model": {"type": "Unigram", "unk_id": 1, "vocab": [["<pad>", 0], ["<unk>", 0], ["<s>", 0], ["</s>", 0],
                ["▁a", -2.0], ["b", -3.0], ["▁ab", -6.0], ["c", -1.5], ["bc", -4.0], ["▁", -3.0], ["a", -3.5]]}}
            """);
        using var encoder = Open(model);
        Assert.Equal("Unigram", encoder.Model.Tokenizer);

        // "▁a b c" costs 6.5, "▁a bc" 6, "▁ab c" 7.5; "▁a b" costs 5, "▁ab" 6.
        AssertNear(
            [Expected(model, [2, 4, 8, 3], "mean"), Expected(model, [2, 4, 5, 3], "mean"), Expected(model, [2, 4, 4, 8, 3], "mean")],
            Encode(encoder, ["abc", "ab", "a  abc"]));
    }

    /// <summary>Texts and the words that BERT's own tokenizer makes of them, as Hugging Face's program has it: signs, what is not seen, accents, Han, Korean.</summary>
    [Theory]
    [InlineData("a$b+c", "a $ b + c")]
    [InlineData("a\u200bb\u200dc\ufeff", "abc")]
    [InlineData("a\u00a0b\tc\nd", "a b c d")]
    [InlineData("\u00e1b\u00c7", "abc")]
    [InlineData("a\u4ecab", "a \u4eca b")]
    [InlineData("\ud55c", "\u1112\u1161\u11ab")]
    [InlineData("a\u2014b\u3002", "a \u2014 b \u3002")]
    [InlineData("a\u0000b\ufffd", "ab")]
    public void Words_are_those_that_bert_makes_of_a_text(string text, string words)
    {
        using var model = new TinySentenceModel(shape: new TinyShape { Rows = 48 });
        string[] all = [.. TinySentenceModel.Words, "$", "+", "d", "abc", "\u4eca", "\u1112\u1161\u11ab", "ab", "\u2014", "\u3002"];
        model.Write("vocab.txt", string.Join('\n', all) + "\n");
        using var encoder = Open(model);
        AssertNear([Expected(model, [2, .. words.Split(' ').Select(w => Array.IndexOf(all, w)), 3], "mean")], Encode(encoder, [text]));
    }

    [Theory]
    [InlineData("\ud800 half a pair \udc00")]
    [InlineData("\0 nul \u0007 bell")]
    [InlineData("[CLS] [MASK] [SEP] are words here")]
    public void Whatever_stands_in_a_text_it_has_a_vector(string text)
    {
        using var model = new TinySentenceModel();
        using var encoder = Open(model);
        Assert.Equal(1, Encode(encoder, [text])[0].Sum(x => x * x), 1e-5);
    }

    [Fact]
    public void A_text_of_a_million_characters_is_read_to_its_limit()
    {
        using var model = new TinySentenceModel();
        using var encoder = Open(model);
        var start = string.Join(' ', Enumerable.Repeat("lovely", 14));
        Assert.Equal(Bits(Encode(encoder, [start])[0]), Bits(Encode(encoder, [start + string.Concat(Enumerable.Repeat(" nasty", 200_000))])[0]));
    }

    /// <summary>What is wrong with a folder, which file the sentence names, and what it says to do.</summary>
    public static TheoryData<string, string, string> Faults => new()
    {
        { "no model", "model.onnx", "export the model" },
        { "two models", "onnx/a.onnx", "name the one that is meant model.onnx" },
        { "cut model", "onnx/model.onnx", "export it again" },
        { "external", "onnx/model.onnx", "without external data" },
        { "other inputs", "onnx/model.onnx", "export it for the task" },
        { "no tokenizer", "tokenizer.json", "save the model's tokenizer" },
        { "no unknown token", "vocab.txt", "copy tokenizer_config.json" },
        { "merges missing", "merges.txt", "copy the whole folder" },
        { "no json", "modules.json", "copy it again" },
        { "not an object", "sentence_bert_config.json", "copy it again" },
        { "dense", "modules.json", "export the model with all its modules" },
        { "unknown pooling", "1_Pooling/config.json", "take another model" },
        { "no pooling", "1_Pooling/config.json", "copy it again" },
        { "outside", "modules.json", "copy it again" },
        { "small table", "The sentence-vector model", "export it again" },
        { "unknown tokenizer", "tokenizer.json", "take another model" },
        { "no folder", "There is no folder", "give the folder" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_cannot_be_read_is_one_sentence_with_the_file_and_what_to_do(string fault, string file, string remedy)
    {
        using var model = new TinySentenceModel(shape: fault switch
        {
            "external" => new TinyShape { External = "../../etc/passwd" },
            "other inputs" => new TinyShape { Inputs = ["pixel_values"] },
            "small table" => new TinyShape { Rows = 30 },
            _ => null,
        });
        Spoil(model, fault);
        var thrown = Assert.ThrowsAny<Exception>(() =>
        {
            using var encoder = SentenceEncoders.Open(_addons.Workspace, fault == "no folder" ? model.Folder + "-not" : model.Folder);
            encoder.Encode(["9 9 9"], 1, TestContext.Current.CancellationToken);
        });
        Assert.True(thrown is WorkspaceException { Kind: ErrorKind.BadData } or InvalidDataException, thrown.ToString());
        Assert.Contains(file, thrown.Message.Replace('\\', '/'), StringComparison.Ordinal);
        Assert.Contains(remedy, thrown.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', thrown.Message);
    }

    /// <inheritdoc/>
    public void Dispose() => _addons.Dispose();

    private static void Spoil(TinySentenceModel model, string fault)
    {
        switch (fault)
        {
            case "no model":
                model.Delete("onnx/model.onnx");
                break;
            case "two models":
                model.Delete("onnx/model.onnx");
                model.Write("onnx/a.onnx", "a");
                model.Write("onnx/b.onnx", "b");
                break;
            case "cut model":
                model.Write("onnx/model.onnx", File.ReadAllBytes(Path.Combine(model.Folder, "onnx/model.onnx"))[..^40]);
                break;
            case "no tokenizer":
                model.Delete("vocab.txt");
                break;
            case "no unknown token":
                model.Write("vocab.txt", "[PAD]\n[CLS]\n[SEP]\na\n");
                break;
            case "merges missing":
                model.Delete("vocab.txt");
                model.Write("vocab.json", "{}");
                break;
            case "no json":
                model.Write("modules.json", "[{");
                break;
            case "not an object":
                model.Write("sentence_bert_config.json", "[]");
                break;
            case "dense":
                model.Write("modules.json", """[{"path": "", "type": "sentence_transformers.models.Transformer"}, {"path": "2_Dense", "type": "sentence_transformers.models.Dense"}]""");
                break;
            case "unknown pooling":
                model.Write("1_Pooling/config.json", """{"pooling_mode_median_tokens": true}""");
                break;
            case "no pooling":
                model.Write("1_Pooling/config.json", "{}");
                break;
            case "outside":
                model.Write("modules.json", """[{"path": "../1_Pooling", "type": "sentence_transformers.models.Pooling"}]""");
                break;
            case "unknown tokenizer":
                model.Write("tokenizer.json", """{"model": {"type": "WordLevel", "vocab": {}}}""");
                break;
        }
    }

    private ISentenceEncoder Open(TinySentenceModel model) => SentenceEncoders.Open(_addons.Workspace, model.Folder);

    private static float[][] Encode(ISentenceEncoder encoder, IReadOnlyList<string> texts) => encoder.Encode(texts, 2, TestContext.Current.CancellationToken);

    private static IEnumerable<int> Bits(float[] vector) => vector.Select(BitConverter.SingleToInt32Bits);

    private static double[] Expected(TinySentenceModel model, List<int> tokens, string pooling) => Unit(Pooled(model, tokens, pooling));

    private static double[] Pooled(TinySentenceModel model, List<int> tokens, string pooling)
    {
        var rows = tokens.ConvertAll(t => model.Table[t]);
        return [.. Enumerable.Range(0, model.Table[0].Length).Select(d => pooling switch
        {
            "cls" => rows[0][d],
            "max" => rows.Max(r => r[d]),
            "mean" => rows.Average(r => (double)r[d]),
            "mean-sqrt-len" => rows.Sum(r => (double)r[d]) / Math.Sqrt(rows.Count),
            "weighted-mean" => rows.Select((r, i) => (i + 1.0) * r[d]).Sum() / Enumerable.Range(1, rows.Count).Sum(),
            _ => rows[^1][d],
        })];
    }

    private static double[] Unit(double[] vector) => [.. vector.Select(x => x / Math.Sqrt(vector.Sum(y => y * y)))];

    private static void AssertNear(IEnumerable<double[]> expected, float[][] actual) => Assert.All(
        expected.Zip(actual), v => Assert.All(v.First.Zip(v.Second), x => Assert.Equal(x.First, x.Second, 1e-5)));
}
