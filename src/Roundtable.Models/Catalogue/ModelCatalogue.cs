using Roundtable.Deliberation.Panels;
using Roundtable.Models.Providers;
using Roundtable.Record.Entries;
using Roundtable.Terms.Yaml;

namespace Roundtable.Models.Catalogue;

/// <summary>What is known of models: the catalogue that comes with the program, and a person's corrections before it.</summary>
/// <param name="corrections">By the model's full name, <c>connection/model</c>.</param>
public sealed class ModelCatalogue(IReadOnlyList<ModelFacts> corrections)
{
    private static readonly Lazy<IReadOnlyList<ModelFacts>> _own = new(ReadOwn);

    /// <summary>The card of a model. What runs on this computer costs nothing; any other price that is not known is null.</summary>
    /// <param name="connection">How it is reached.</param>
    /// <param name="model">Its name as the provider calls it, perhaps with the vendor before a slash.</param>
    public ModelCard Card(Connection connection, string model)
    {
        var name = $"{connection.Name}/{model}";
        var known = Known(model);
        var facts = (corrections.FirstOrDefault(f => f.Matches(name)) ?? new ModelFacts(name, null, null, null, null)).Or(known);
        var corrected = corrections.FirstOrDefault(f => f.Matches(name))?.Price;

        // Another provider's price for the same weights is not this one's: only first-party prices carry over. What is free is what runs on this computer, and
        // that only a route says: a gateway on this computer passes calls on.
        var local = connection.RouteOf(model)?.Kind == RouteKind.Local;
        var price = corrected ?? (local ? new Price(0, 0) : connection.IsFirstParty ? facts.Price : null);
        return new ModelCard(name, facts.Vendor, facts.Family, facts.ContextTokens, price, MaxOutputTokens: MaxOutput(name, connection, facts));
    }

    /// <summary>Whether a model is known to see images; null where nobody knows.</summary>
    /// <param name="connection">How it is reached.</param>
    /// <param name="model">Its name as the provider calls it, perhaps with the vendor before a slash.</param>
    public bool? Vision(Connection connection, string model)
    {
        var name = $"{connection.Name}/{model}";
        return corrections.FirstOrDefault(f => f.Vision is not null && f.Matches(name))?.Vision ?? Known(model)?.Vision;
    }

    /// <summary>The vendor of a model by its full name, <c>connection/model</c>; null where the catalogue that comes with the program knows none.</summary>
    public static string? VendorOf(string name) => Known(name)?.Vendor;

    /// <summary>What a vendor's own API lets a model answer; other servers of the same model have limits of their own, which a person may give.</summary>
    private int? MaxOutput(string name, Connection connection, ModelFacts facts) =>
        connection.IsFirstParty ? facts.MaxOutputTokens : corrections.FirstOrDefault(f => f.Matches(name))?.MaxOutputTokens;

    /// <summary>What the catalogue that comes with the program knows; patterns match what stands after the last slash.</summary>
    private static ModelFacts? Known(string model) => _own.Value.FirstOrDefault(f => f.MatchesVersion(model[(model.LastIndexOf('/') + 1)..]));

    private static List<ModelFacts> ReadOwn()
    {
        using var stream = typeof(ModelCatalogue).Assembly.GetManifestResourceStream("catalogue.yaml")!;
        using var reader = new StreamReader(stream);
        List<YamlProblem> problems = [];
        var map = YamlMap.Parse(reader.ReadToEnd(), problems)!;
        var models = map.List("models").Select(n => YamlMap.Of(n, "A model", problems)!);
        List<ModelFacts> facts = [.. models.Select(m => ModelFacts.Read(m.RequiredText("pattern")!, m, own: true))];
        return problems.Count == 0 ? facts : throw new InvalidDataException($"The catalogue's line {problems[0].Line}: {problems[0].Text}");
    }
}
