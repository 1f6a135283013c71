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
        var (input, output) = (map.Number("input", 0, MaxPrice), map.Number("output", 0, MaxPrice));
        if (input is null != output is null)
        {
            map.Problem(input is null ? "output" : "input", "A price needs both 'input' and 'output'.");
        }

        var facts = new ModelFacts(
            pattern, map.Text("vendor"), map.Text("family"), map.Whole("context", 1, int.MaxValue), input is { } i && output is { } o ? new Price(i, o) : null);
        map.End();
        return facts;
    }

    /// <summary>Whether the pattern matches a name.</summary>
    public bool Matches(string name) => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(Pattern, name);

    /// <summary>These facts, and where one is missing that of <paramref name="other"/>.</summary>
    public ModelFacts Or(ModelFacts? other) =>
        new(Pattern, Vendor ?? other?.Vendor, Family ?? other?.Family, ContextTokens ?? other?.ContextTokens, Price ?? other?.Price);
}
