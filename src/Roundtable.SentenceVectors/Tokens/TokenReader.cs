using System.Text;
using System.Text.Json;
using Roundtable.SentenceVectors.Folders;

namespace Roundtable.SentenceVectors.Tokens;

/// <summary>
/// Reads how a model's texts are cut into tokens: <c>tokenizer.json</c>, else <c>vocab.txt</c>, else <c>vocab.json</c> with <c>merges.txt</c>.
/// </summary>
internal static class TokenReader
{
    /// <summary>What a tokenizer is described in.</summary>
    public const string File = "tokenizer.json";

    private const string WordsFile = "vocab.txt";
    private const string PairsFile = "vocab.json";
    private const string MergesFile = "merges.txt";

    /// <summary>Reads it.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <exception cref="InvalidDataException">When there is none, or one of a kind that is not read.</exception>
    public static TextTokens Read(ModelFolder folder)
    {
        var config = folder.Json("tokenizer_config.json");
        if (folder.Json(File) is { } json)
        {
            return Of(folder, json, config);
        }

        if (folder.Read(WordsFile) is { } words)
        {
            string[] vocabulary = [.. Encoding.UTF8.GetString(words).Split('\n').Select(l => l.TrimEnd('\r'))];
            return WordPieceTokens.Read(folder, WordsFile, vocabulary[^1].Length == 0 ? vocabulary[..^1] : vocabulary, WordPieceRules.Of(config));
        }

        if (folder.Json(PairsFile) is { } pairs)
        {
            var merges = folder.Read(MergesFile)
                ?? throw folder.Fault(MergesFile, $"is missing, and {PairsFile} needs it: copy the whole folder of the model.");
            var lines = Encoding.UTF8.GetString(merges).Split('\n').Select(l => l.TrimEnd('\r'));
            return BytePairTokens.Read(folder, PairsFile, Vocabulary(folder, PairsFile, pairs), lines, null, config);
        }

        throw folder.Fault(File, $"is missing, and so are {WordsFile} and {PairsFile}: save the model's tokenizer into the folder.");
    }

    /// <summary>A vocabulary that is one JSON object: a token's number by its text.</summary>
    public static Dictionary<string, int> Vocabulary(ModelFolder folder, string file, JsonElement vocabulary)
    {
        Dictionary<string, int> ids = new(StringComparer.Ordinal);
        foreach (var token in vocabulary.EnumerateObject())
        {
            ids[token.Name] = token.Value.ValueKind == JsonValueKind.Number && token.Value.TryGetInt32(out var id) && id >= 0
                ? id
                : throw folder.Fault(file, "has a token without a number: copy it again.");
        }

        return ids;
    }

    private static TextTokens Of(ModelFolder folder, JsonElement json, JsonElement? config)
    {
        var model = json.Object("model") ?? throw folder.Fault(File, "says nothing of a 'model': copy it again.");
        switch (model.Text("type") ?? (model.Object("vocab") is null ? "Unigram" : model.Text("continuing_subword_prefix") == "##" ? "WordPiece" : "BPE"))
        {
            case "WordPiece":
                var ids = Vocabulary(folder, File, model.Object("vocab") ?? throw NoVocabulary());
                var words = new string[ids.Values.DefaultIfEmpty(-1).Max() is var last and < 10_000_000 ? last + 1 : throw NoVocabulary()];
                foreach (var (token, id) in ids)
                {
                    words[id] = token;
                }

                // A number that no token has is no token of any text.
                string[] all = [.. words.Select((w, i) => w ?? FormattableString.Invariant($"[no-token-{i}]"))];
                return WordPieceTokens.Read(folder, File, all, WordPieceRules.Of(folder, json, model), Frame(json));
            case "BPE":
                var merges = model.Items("merges").Select(m => m.ValueKind == JsonValueKind.Array
                    ? string.Join(' ', m.EnumerateArray().Select(p => p.GetString())) : m.GetString() ?? "");
                var pairs = Vocabulary(folder, File, model.Object("vocab") ?? throw NoVocabulary());
                return BytePairTokens.Read(folder, File, pairs, merges, json, config, Frame(json));
            case "Unigram":
                return UnigramTokens.Read(folder, json, model, Frame(json));
            case var other:
                throw folder.Fault(File, $"is of the kind '{other}', which is not read here; WordPiece, byte-level BPE and Unigram are: take another model.");
        }

        InvalidDataException NoVocabulary() => folder.Fault(File, "has no vocabulary: copy it again.");
    }

    /// <summary>The tokens around a text that a tokenizer's post-processor adds; null where it does not say.</summary>
    private static TokenFrame? Frame(JsonElement json)
    {
        if (json.Object("post_processor") is not { } post)
        {
            return null;
        }

        foreach (var one in post.Text("type") == "Sequence" ? post.Items("processors") : [post])
        {
            switch (one.Text("type"))
            {
                case "BertProcessing" or "RobertaProcessing" when Pair("cls") is { } first && Pair("sep") is { } last:
                    return new TokenFrame([first], [last]);
                case "TemplateProcessing":
                    return Template(one);
            }

            long? Pair(string name) => one.Items(name).ToArray() is [_, var id] && id.TryGetInt64(out var number) ? number : null;
        }

        return null;
    }

    private static TokenFrame Template(JsonElement template)
    {
        List<long> before = [], after = [];
        var tokens = template.Object("special_tokens");
        var into = before;
        foreach (var piece in template.Items("single"))
        {
            if (piece.Object("Sequence") is not null)
            {
                into = after;
            }
            else if (piece.Object("SpecialToken")?.Text("id") is { } name && tokens?.Object(name) is { } token)
            {
                into.AddRange(token.Items("ids").Select(i => i.GetInt64()));
            }
        }

        return new TokenFrame(before, after);
    }
}
