using System.Text.RegularExpressions;

namespace Roundtable.Terms.Names;

/// <summary>
/// Tokens of a name that do not make it another model's: sizes, dates, formats and quantisations, <c>instruct</c>, tags. A word that is
/// not among them (<c>uncensored</c>, <c>distill</c>) says that somebody made something else of the model, so that no pattern that does not
/// name it matches.
/// </summary>
internal static partial class NeutralTokens
{
    private static readonly HashSet<string> _words = new(
        [
            "instruct", "inst", "chat", "it", "base", "hf", "pt", "text", "sft", "latest", "default", "preview", "exp", "experimental", "beta",
            "free", "nitro", "online", "floor", "extended", "maas", "cloud", "gguf", "ggml", "awq", "gptq", "mlx", "bnb", "onnx", "openvino", "qat",
            "hqq", "aqlm", "eetq", "imatrix", "quantized", "quantised", "quant", "unsloth", "dynamic", "autoround", "safetensors", "marlin", "neuron",
            "ud", "dq", "dwq", "bit", "tee", "private",
        ],
        StringComparer.Ordinal);

    /// <summary>How a host serves it: only after a size, since <c>qwen-turbo</c> and <c>mistral-large-instant</c> would be other models.</summary>
    private static readonly HashSet<string> _serving =
        new(["turbo", "instant", "versatile", "specdec", "fast", "lite", "tput", "fw", "reference"], StringComparer.Ordinal);

    /// <summary>Whether the token at a place says nothing about which model it is, after those before it.</summary>
    /// <param name="tokens">The name.</param>
    /// <param name="at">The place.</param>
    /// <param name="from">Where the pattern's last word so far ended.</param>
    public static bool IsNeutral(IReadOnlyList<string> tokens, int at, int from)
    {
        var token = tokens[at];
        return IsSize(token) || _words.Contains(token) || IsFormat(token) || Number().IsMatch(token)
            || (_serving.Contains(token) && tokens.Skip(1).Take(at - 1).Any(t => IsSize(t) || Number().IsMatch(t)))
            || (Revision().IsMatch(token) && (at > from || IsServing(tokens, at)))
            || (token is "0" or "1" && at > 0 && Revision().IsMatch(tokens[at - 1]));
    }

    /// <summary>Whether a revision is a service's, as after a day or in <c>v1:0</c>, and not the model's own.</summary>
    private static bool IsServing(IReadOnlyList<string> tokens, int at) =>
        (at > 0 && Number().IsMatch(tokens[at - 1])) || (at + 1 < tokens.Count && tokens[at + 1] is ("0" or "1"));

    /// <summary>Whether a token is a number of parameters or of tokens: <c>8b</c>, <c>8x22b</c>, <c>a3b</c>, <c>128k</c>.</summary>
    public static bool IsSize(string token) => Size().IsMatch(token);

    /// <summary>Whether a token names the numbers that weights are stored in: <c>fp8</c>, <c>int4</c>, <c>4bit</c>, <c>q4km</c>, <c>w4a16</c>.</summary>
    public static bool IsFormat(string token) => Format().IsMatch(token);

    [GeneratedRegex(@"^(?:\d+(?:\.\d+)?[bmkt]|\d+x\d+(?:\.\d+)?[bm]?|\d+e|[ae]\d+(?:\.\d+)?b?)$", RegexOptions.None, 1000)]
    private static partial Regex Size();

    /// <summary>Days, revisions and context lengths: <c>2411</c>, <c>20240806</c>, <c>001</c>, <c>8192</c>.</summary>
    [GeneratedRegex(@"^\d{3,8}$", RegexOptions.None, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"^v\d+(?:\.\d+)*$", RegexOptions.None, 1000)]
    private static partial Regex Revision();

    [GeneratedRegex(
        @"^(?:(?:nv|mx)?fp\d+|bf16|[ui]?int\d+|i1|\d+bits?|(?:ud)?i?q\d(?:k|0|1|xl|xxs|xs|nl|s|m|l)*|w\d+a\d+|exl[23]|\d+(?:\.\d+)?bpw|h6|g\d+|f16|f32)$",
        RegexOptions.None,
        1000)]
    private static partial Regex Format();
}
