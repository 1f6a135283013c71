using Roundtable.Deliberation.Panels;
using Roundtable.Terms.Yaml;

namespace Roundtable.Models.Catalogue;

/// <summary>What the catalogue knows of the models that a pattern matches.</summary>
/// <param name="Pattern">The model's name, <c>*</c> for anything.</param>
/// <param name="Vendor">Who made them, or null.</param>
/// <param name="Family">Their family, or null.</param>
/// <param name="ContextTokens">Context size in tokens, or null.</param>
/// <param name="Price">The price, or null where unknown.</param>
public sealed record ModelFacts(string Pattern, string? Vendor, string? Family, int? ContextTokens, Price? Price)
{
    private const decimal MaxPrice = 100_000;

    /// <summary>Reads the facts of a mapping.</summary>
    public static ModelFacts Read(string pattern, YamlMap map)
    {
        var facts = new ModelFacts(pattern, map.Text("vendor"), map.Text("family"), map.Whole("context", 1, int.MaxValue), ReadPrice(map));
        map.End();
        return facts;
    }

    private static Price? ReadPrice(YamlMap map)
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
        };
        if (input is not null && output is not null)
        {
            return price;
        }

        if (input is not null || output is not null || price != new Price(0, 0))
        {
            map.Problem(input is null ? output is null ? "cache_read" : "output" : "input", "A price needs both 'input' and 'output'.");
        }

        return null;
    }

    /// <summary>Whether the pattern matches a name.</summary>
    public bool Matches(string name) => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(Pattern, name);

    /// <summary>These facts, and where one is missing that of <paramref name="other"/>.</summary>
    public ModelFacts Or(ModelFacts? other) =>
        new(Pattern, Vendor ?? other?.Vendor, Family ?? other?.Family, ContextTokens ?? other?.ContextTokens, Price ?? other?.Price);
}
