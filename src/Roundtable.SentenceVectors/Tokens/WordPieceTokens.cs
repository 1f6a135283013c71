using System.Text;
using Microsoft.ML.Tokenizers;
using Roundtable.SentenceVectors.Folders;

namespace Roundtable.SentenceVectors.Tokens;

/// <summary>BERT's tokens (Devlin et al. 2019; Wu et al. 2016): the longest pieces of words that the vocabulary has.</summary>
internal static class WordPieceTokens
{
    /// <summary>Reads them.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="file">The file of the vocabulary.</param>
    /// <param name="words">The vocabulary; a token's number is its place.</param>
    /// <param name="rules">How texts are treated.</param>
    /// <param name="frame">The tokens around a text; null for those of the rules.</param>
    /// <exception cref="InvalidDataException">When a token that is needed is not in the vocabulary.</exception>
    public static TextTokens Read(ModelFolder folder, string file, IReadOnlyList<string> words, WordPieceRules rules, TokenFrame? frame = null)
    {
        Dictionary<string, int> ids = new(StringComparer.Ordinal);
        for (var i = 0; i < words.Count; i++)
        {
            ids[words[i]] = i;
        }

        int Id(string token) => ids.TryGetValue(token, out var id) ? id : throw folder.Fault(
            file, $"lacks the token '{token}' that the tokenizer needs: copy tokenizer_config.json and the vocabulary of the same model.");
        var options = new BertOptions
        {
            LowerCaseBeforeTokenization = false,
            RemoveNonSpacingMarks = false,
            IndividuallyTokenizeCjk = false,

            // What comes is cut into words already, and is cut at its spaces alone.
            ApplyBasicTokenization = false,

            // What somebody wrote into a text is text, whatever it looks like.
            SplitOnSpecialTokens = false,
            UnknownToken = Known(rules.Unknown),
            ClassificationToken = Known(rules.First),
            SeparatorToken = Known(rules.Last),
            PaddingToken = Known(rules.Padding),
            MaskingToken = Known(rules.Unknown),
        };
        using var vocabulary = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', words)));
        var tokenizer = BertTokenizer.Create(vocabulary, options);
        return new TextTokens(
            "WordPiece",
            text => tokenizer.EncodeToIds(BertWords.Of(text, rules), addSpecialTokens: false),
            frame ?? new TokenFrame([Id(rules.First)], [Id(rules.Last)]),
            Id(rules.Padding));

        string Known(string token)
        {
            _ = Id(token);
            return token;
        }
    }
}
