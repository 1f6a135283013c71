using System.Text.RegularExpressions;
using Roundtable.Deliberation.Panels;
using Roundtable.Terms.Yaml;

namespace Roundtable.Models.Catalogue;

/// <summary>What the catalogue knows of the models that a pattern matches.</summary>
/// <param name="Pattern">The model's name, <c>*</c> for anything.</param>
/// <param name="Vendor">Who made them, or null.</param>
/// <param name="Family">Their family, or null.</param>
/// <param name="ContextTokens">Context size in tokens, or null.</param>
/// <param name="Price">The price, or null where unknown.</param>
/// <param name="MaxOutputTokens">Maximum number of tokens of one answer, or null.</param>
public sealed partial record ModelFacts(string Pattern, string? Vendor, string? Family, int? ContextTokens, Price? Price, int? MaxOutputTokens = null)
{
    /// <summary>Whether they see images; null where that is not known.</summary>
    public bool? Vision { get; init; }

    private const decimal MaxPrice = 100_000;

    /// <summary>
    /// Prompts of more tokens cost more with several vendors: where an entry of the catalogue says nothing of it, its price is known up to here.
    /// </summary>
    private const int ShortPromptTokens = 128_000;

    /// <summary>Reads the facts of a mapping.</summary>
    /// <param name="pattern">The name, <c>*</c> for anything.</param>
    /// <param name="map">The mapping.</param>
    /// <param name="own">
    /// Whether it is the program's own: then a price holds for long prompts only where it says so. A person's price is taken at its word.
    /// </param>
    public static ModelFacts Read(string pattern, YamlMap map, bool own = false)
    {
        var facts = new ModelFacts(
            pattern,
            map.Text("vendor"),
            map.Text("family"),
            map.Whole("context", 1, int.MaxValue),
            ReadPrice(map, own),
            map.Whole("max_output", 1, int.MaxValue))
        {
            Vision = map.Flag("vision"),
        };
        map.End();
        return facts;
    }

    private static Price? ReadPrice(YamlMap map, bool own)
    {
        var (input, output) = (map.Number("input", 0, MaxPrice), map.Number("output", 0, MaxPrice));
        var price = new Price(input ?? 0, output ?? 0)
        {
            CacheReadPerMillion = map.Number("cache_read", 0, MaxPrice),
            CacheWritePerMillion = map.Number("cache_write", 0, MaxPrice),
            ReasoningPerMillion = map.Number("reasoning", 0, MaxPrice),
            InputAudioPerMillion = map.Number("input_audio", 0, MaxPrice),
            OutputAudioPerMillion = map.Number("output_audio", 0, MaxPrice),
            BatchDiscount = map.Number("batch_discount", 0, 1),
            LongPrompt = ReadLong(map),
        };
        price = price with { KnownUpToTokens = own && map.Flag("flat") != true && price.LongPrompt is null ? ShortPromptTokens : null };
        if (input is not null && output is not null)
        {
            return price;
        }

        if (input is not null || output is not null || price with { KnownUpToTokens = null } != new Price(0, 0))
        {
            map.Problem(input is null ? output is null ? "cache_read" : "output" : "input", "A price needs both 'input' and 'output'.");
        }

        return null;
    }

    private static LongPrompt? ReadLong(YamlMap map)
    {
        var (from, input, output) =
            (map.Whole("long_from", 1, int.MaxValue), map.Number("long_input", 0, MaxPrice), map.Number("long_output", 0, MaxPrice));
        var cached = map.Number("long_cache_read", 0, MaxPrice);
        if (from is { } tokens && input is { } dear && output is { } answer)
        {
            return new LongPrompt(tokens, dear, answer, cached);
        }

        if (from is not null || input is not null || output is not null || cached is not null)
        {
            map.Problem(
                from is not null ? "long_from" : input is not null ? "long_input" : output is not null ? "long_output" : "long_cache_read",
                "The price of long prompts needs 'long_from', 'long_input' and 'long_output'.");
        }

        return null;
    }

    /// <summary>Whether the pattern matches a name.</summary>
    public bool Matches(string name) => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(Pattern, name);

    /// <summary>
    /// Whether the pattern matches a name as one of the catalogue's own: a price holds for one version of a model, so that a star after it stands for a
    /// date or for a word that changes no price, and neither for the next version (<c>sonnet-5.5</c>) nor for another model (<c>flash-image</c>).
    /// </summary>
    internal bool MatchesVersion(string name) =>
        Price is null || !Pattern.EndsWith('*') ? Matches(name)
        : name.StartsWith(Pattern[..^1], StringComparison.OrdinalIgnoreCase) && SameVersion().IsMatch(name[(Pattern.Length - 1)..]);

    [GeneratedRegex(
        @"^(?:[-@:](?:\d{4,}(?:-\d{2}){0,2}|v\d+|latest|preview|exp|experimental|beta|chat|thinking|reasoning|non-reasoning|\d{2}-\d{4}|\d{2}-\d{2}))*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SameVersion();

    /// <summary>These facts, and where one is missing that of <paramref name="other"/>.</summary>
    public ModelFacts Or(ModelFacts? other) =>
        new(Pattern, Vendor ?? other?.Vendor, Family ?? other?.Family, ContextTokens ?? other?.ContextTokens, Price ?? other?.Price,
            MaxOutputTokens ?? other?.MaxOutputTokens)
        {
            Vision = Vision ?? other?.Vision,
        };
}
