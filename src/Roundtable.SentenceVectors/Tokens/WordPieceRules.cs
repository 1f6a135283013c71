using System.Text.Json;
using Roundtable.SentenceVectors.Folders;

namespace Roundtable.SentenceVectors.Tokens;

/// <summary>How BERT's tokenizer treats a text before it looks for words of its vocabulary.</summary>
/// <param name="LowerCase">Whether it is lower-cased.</param>
/// <param name="StripAccents">Whether accents are taken off.</param>
/// <param name="SplitHan">Whether every Han character is a word.</param>
/// <param name="Unknown">The token of what is not in the vocabulary.</param>
/// <param name="First">The token before a text.</param>
/// <param name="Last">The token after it.</param>
/// <param name="Padding">The token that fills up.</param>
internal sealed record WordPieceRules(bool LowerCase, bool StripAccents, bool SplitHan, string Unknown, string First, string Last, string Padding)
{
    /// <summary>As <c>tokenizer_config.json</c> says; without it as in the first BERT, in lower case.</summary>
    public static WordPieceRules Of(JsonElement? config)
    {
        var lower = config?.Flag("do_lower_case") ?? true;
        return new WordPieceRules(
            lower,
            config?.Flag("strip_accents") ?? lower,
            config?.Flag("tokenize_chinese_chars") ?? true,
            config?.Token("unk_token") ?? "[UNK]",
            config?.Token("cls_token") ?? "[CLS]",
            config?.Token("sep_token") ?? "[SEP]",
            config?.Token("pad_token") ?? "[PAD]");
    }

    /// <summary>As <c>tokenizer.json</c> says.</summary>
    /// <exception cref="InvalidDataException">When it asks for something else than BERT's way.</exception>
    public static WordPieceRules Of(ModelFolder folder, JsonElement json, JsonElement model)
    {
        if (json.Object("normalizer") is not { } normalizer || normalizer.Text("type") != "BertNormalizer")
        {
            throw folder.Fault(TokenReader.File, "prepares texts otherwise than BERT does, which is not read here for WordPiece: take another model.");
        }

        if (json.Object("pre_tokenizer")?.Text("type") != "BertPreTokenizer" || (model.Text("continuing_subword_prefix") ?? "##") != "##")
        {
            throw folder.Fault(TokenReader.File, "cuts words otherwise than BERT does, which is not read here for WordPiece: take another model.");
        }

        var lower = normalizer.Flag("lowercase") ?? true;
        var rules = Of(folder.Json("tokenizer_config.json"));
        return rules with
        {
            LowerCase = lower,
            StripAccents = normalizer.Flag("strip_accents") ?? lower,
            SplitHan = normalizer.Flag("handle_chinese_chars") ?? true,
            Unknown = model.Text("unk_token") ?? "[UNK]",
            Padding = json.Object("padding")?.Text("pad_token") ?? rules.Padding,
        };
    }
}
