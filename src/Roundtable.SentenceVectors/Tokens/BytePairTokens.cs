using System.Text.Json;
using Microsoft.ML.Tokenizers;
using Roundtable.SentenceVectors.Folders;

namespace Roundtable.SentenceVectors.Tokens;

/// <summary>Byte-level byte-pair tokens as GPT-2 and RoBERTa have them (Sennrich et al. 2016; Radford et al. 2019).</summary>
internal static class BytePairTokens
{
    /// <summary>Reads them.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="file">The file of the vocabulary.</param>
    /// <param name="ids">The vocabulary.</param>
    /// <param name="merges">Pairs that are joined, the most frequent first.</param>
    /// <param name="json">The whole description; null where there is none.</param>
    /// <param name="config"><c>tokenizer_config.json</c>; null where there is none.</param>
    /// <param name="frame">The tokens around a text; null for those of the configuration.</param>
    /// <exception cref="InvalidDataException">When it is of another kind.</exception>
    public static TextTokens Read(
        ModelFolder folder,
        string file,
        Dictionary<string, int> ids,
        IEnumerable<string> merges,
        JsonElement? json,
        JsonElement? config,
        TokenFrame? frame = null)
    {
        var before = json?.Object("pre_tokenizer");
        var isByteLevel = json is null || (before?.Text("type") == "ByteLevel" && before?.Flag("use_regex") != false);
        if (!isByteLevel || json?.Object("normalizer") is not null || before?.Flag("add_prefix_space") == true
            || config?.Flag("add_prefix_space") == true)
        {
            throw folder.Fault(file, "has byte pairs that are not those of GPT-2 and RoBERTa, which is not read here: take another model.");
        }

        var options = new BpeOptions(ids)
        {
            Merges = merges.Where(m => m.Length > 0 && !m.StartsWith("#version", StringComparison.Ordinal)),
            ByteLevel = true,
            PreTokenizer = RobertaPreTokenizer.Instance,
        };
        try
        {
            var tokenizer = BpeTokenizer.Create(options);
            return new TextTokens(
                "BPE",
                text => tokenizer.EncodeToIds(text),
                frame ?? new TokenFrame([Id(config?.Token("cls_token") ?? "<s>")], [Id(config?.Token("sep_token") ?? "</s>")]),
                Id(json?.Object("padding")?.Text("pad_token") ?? config?.Token("pad_token") ?? "<pad>"));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            throw folder.Fault(file, "has merges of tokens that its vocabulary does not have: copy it again.", e);
        }

        int Id(string token) => ids.TryGetValue(token, out var id) ? id : throw folder.Fault(
            file, $"lacks the token '{token}' that the tokenizer needs: copy tokenizer_config.json and the vocabulary of the same model.");
    }
}
