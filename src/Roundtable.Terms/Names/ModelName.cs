using System.Text.RegularExpressions;

namespace Roundtable.Terms.Names;

/// <summary>
/// A model's name as providers, catalogues and cards write it, cut into tokens: <c>hf.co/acme/Llama-3.1-8B-Instruct-GGUF:Q4_K_M</c> gives
/// <c>llama 3.1 8b instruct gguf q4km</c>. Everything before the last slash, and before a dot that follows a plain word
/// (<c>us.meta.llama3-1-8b</c>), names who serves it and is left out; case does not count.
/// </summary>
internal static partial class ModelName
{
    /// <summary>Who serves it or made it, where that is joined to the name: <c>databricks-claude-opus-4</c>, <c>meta-llama-3.1-8b</c>.</summary>
    private static readonly HashSet<string> _hosts = new(
        [
            "alibaba", "amazon", "anthropic", "azure", "bedrock", "cohere", "databricks", "fireworks", "google", "groq", "ibm", "meta", "microsoft",
            "mistralai", "moonshotai", "nvidia", "openai", "sambanova", "tencent", "together", "vertex", "xai", "zai",
        ],
        StringComparer.Ordinal);

    /// <summary>The tokens of a name, in lower case; empty where it has none.</summary>
    public static IReadOnlyList<string> Tokens(string name)
    {
        var part = name[(name.LastIndexOf('/') + 1)..].Trim().ToLowerInvariant();
        return WithoutHost(Split(Deployment().Replace(ServedBy().Replace(part, ""), "")));
    }

    /// <summary>The tokens without the name of a host in front.</summary>
    public static IReadOnlyList<string> WithoutHost(IReadOnlyList<string> tokens) =>
        tokens.Count > 1 && _hosts.Contains(tokens[0]) ? [.. tokens.Skip(1)] : tokens;

    /// <summary>The tokens of a text without anything in front.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var plain = Quantisation().Replace(text, m => string.Concat(m.Value.Where(char.IsAsciiLetterOrDigit)));
        plain = YearFirst().Replace(plain, "$1$2$3");
        plain = YearLast().Replace(plain, "$1$2");
        plain = MonthAndDay().Replace(plain, "$1$2");
        plain = PointAsLetter().Replace(plain, ".");
        plain = PointAsHyphen().Replace(plain, "$1.$2");
        List<string> tokens = [];
        foreach (var token in Separators().Split(plain).Where(t => t.Length > 0))
        {
            // 'llama3.1' and 'llama-3.1' are one name, while 'r1', 'v3' and 'fp8' are words of their own.
            var word = token.TakeWhile(char.IsAsciiLetterLower).Count();
            if (word < 2 || word == token.Length || !char.IsAsciiDigit(token[word]) || NeutralTokens.IsFormat(token))
            {
                tokens.Add(token);
            }
            else
            {
                tokens.Add(token[..word]);
                tokens.Add(token[word..]);
            }
        }

        return tokens;
    }

    [GeneratedRegex(@"^(?:[a-z][a-z0-9]*\.(?=[a-z]))+", RegexOptions.None, 1000)]
    private static partial Regex ServedBy();

    /// <summary>Amazon's revisions: <c>-v1:0</c>, <c>-v2:1:200k</c>, after a size <c>-1:0</c>.</summary>
    [GeneratedRegex(@"-(?:v\d{1,2}:\d|(?<=\d[bm]-)1:0)(?::\d+k)?$", RegexOptions.None, 1000)]
    private static partial Regex Deployment();

    /// <summary>As llama.cpp names them: <c>Q4_K_M</c>, <c>IQ2_XXS</c>, <c>UD-Q4_K_XL</c>.</summary>
    [GeneratedRegex(@"(?<![a-z0-9])(?:ud[-_])?i?q[1-8](?:[-_](?:k|0|1|xl|xxs|xs|nl|s|m|l)(?![a-z0-9]))*(?![a-z0-9])", RegexOptions.None, 1000)]
    private static partial Regex Quantisation();

    [GeneratedRegex(@"(?<![\d.])(20[2-3]\d)[-_]?(0[1-9]|1[0-2])[-_]?([0-2]\d|3[01])(?!\d)", RegexOptions.None, 1000)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"(?<![\d.])(0[1-9]|1[0-2])[-_](20[2-3]\d)(?!\d)", RegexOptions.None, 1000)]
    private static partial Regex YearLast();

    [GeneratedRegex(@"(?<=[-_])(0[1-9]|1[0-2])[-_]([0-2]\d|3[01])(?![\da-z.])", RegexOptions.None, 1000)]
    private static partial Regex MonthAndDay();

    /// <summary>Where a point cannot be written: <c>llama-v3p1-8b</c>.</summary>
    [GeneratedRegex(@"(?<=\d)p(?=\d)", RegexOptions.None, 1000)]
    private static partial Regex PointAsLetter();

    /// <summary>Or <c>llama3-1-8b</c>, <c>claude-3-5-sonnet</c>.</summary>
    [GeneratedRegex(@"(?<![\d.])(\d{1,2})[-_](\d)(?![\d.a-z])", RegexOptions.None, 1000)]
    private static partial Regex PointAsHyphen();

    [GeneratedRegex(@"[^a-z0-9.*#]+|(?<![\d#])\.|\.(?![\d#])", RegexOptions.None, 1000)]
    private static partial Regex Separators();
}
